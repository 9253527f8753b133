import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { PlainRuntime } from '../plain/plain-runtime.ts';
import { SubwordTokenizer } from '../tokenizers/subword-tokenizer.ts';
import { TextEncoderModel } from './text-encoder.ts';

const file = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`@sotto/models/text-encoder/${name}`));
const vocabulary = file('vocabulary.txt').toString();
const encoder = new TextEncoderModel(
  await new PlainRuntime().open(new Uint8Array(file('model.onnx'))),
  vocabulary,
);

interface Golden {
  readonly cases: readonly {
    readonly source: string;
    readonly inputs: { readonly ids: { readonly data: readonly number[] } };
    readonly outputs: { readonly vector: { readonly data: readonly number[] } };
  }[];
}

const { cases } = JSON.parse(file('golden.json').toString()) as Golden;

async function cosine(a: string, b: string): Promise<number> {
  const [x, y] = [await encoder.encode(a), await encoder.encode(b)];
  return x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
}

test('cuts texts as its training did, and gives them the same vectors', async () => {
  const tokenizer = new SubwordTokenizer(vocabulary);
  for (const { source, inputs, outputs } of cases) {
    expect([...tokenizer.encode(source)]).toEqual(inputs.ids.data);
    const vector = await encoder.encode(source);
    outputs.vector.data.forEach((value, at) => expect(vector[at]).toBeCloseTo(value, 3));
  }
});

test('knows no text that it can not read', async () => {
  for (const each of ['zzxqj', '漢字かな', 'Приве́т', '٣', 'a'.repeat(5000)]) {
    const vector = await encoder.encode(each);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
  }
  expect([...(await encoder.encode('—  …'))].every((value) => value === 0)).toBe(true);
});

test('puts texts of like meaning side by side', async () => {
  expect(await cosine('running shoes for women', 'ladies sneakers')).toBeGreaterThan(
    await cosine('running shoes for women', 'stainless steel kettle'),
  );
  expect(await cosine('手机很好用', '这个手机不错')).toBeGreaterThan(
    await cosine('手机很好用', '酒店房间很脏'),
  );
});
