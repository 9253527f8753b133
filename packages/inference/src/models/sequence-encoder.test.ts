import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parseGolden } from '../golden-case.ts';
import { PlainRuntime } from '../plain/plain-runtime.ts';
import { SequenceEncoderModel } from './sequence-encoder.ts';

const file = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`@sotto/models/sequence-encoder/${name}`));
const golden = parseGolden(file('golden.json').toString());
const model = new SequenceEncoderModel(
  await new PlainRuntime().open(new Uint8Array(file('model.onnx'))),
);

/** The vectors of a golden case, one a product. */
function itemsOf({ inputs }: (typeof golden)[number]): Float32Array[] {
  const { shape, data } = inputs['vectors']!;
  const [count = 0, dimensions = 0] = shape;
  return Array.from({ length: count }, (_, at) =>
    Float32Array.from(data.slice(at * dimensions, (at + 1) * dimensions)),
  );
}
const items = golden.flatMap(itemsOf);

test('says what the golden cases say, a vector of length 1', async () => {
  for (const each of golden) {
    const query = (await model.encode(itemsOf(each))) ?? [];
    expect(Math.hypot(...query)).toBeCloseTo(1, 4);
    each.outputs['query']?.data.forEach((value, at) => expect(query[at]).toBeCloseTo(value, 3));
  }
});

test('has no say before the first product', async () => {
  expect(await model.encode([])).toBeUndefined();
});

test('reads the newest 20 products, in their order', async () => {
  const many = Array.from({ length: 30 }, (_, at) => items[at % items.length]!);
  expect(await model.encode(many)).toEqual(await model.encode(many.slice(10)));
  expect(await model.encode(many)).not.toEqual(await model.encode(many.toReversed()));
});

test('refuses vectors that are not of one length, or not of the length of the model', async () => {
  const [first] = items;
  const short = Float32Array.of(1, 0);
  for (const bad of [[first!, short], [short, first!], [short]])
    await expect(model.encode(bad)).rejects.toMatchObject({ code: 'model/shape' });
});
