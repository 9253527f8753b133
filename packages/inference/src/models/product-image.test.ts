import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parseGolden } from '../golden-case.ts';
import { MODEL_KINDS } from '../model-kind.ts';
import { parseModelManifest } from '../model-manifest.ts';
import { PlainRuntime } from '../plain/plain-runtime.ts';
import type { Tensors } from '../tensor.ts';
import { ProductImageModel } from './product-image.ts';
import type { Picture } from './product-image-pixels.ts';

const file = (name: string): string =>
  createRequire(import.meta.url).resolve(`@sotto/models/product-image/${name}`);
const text = (name: string): string => readFileSync(file(name), 'utf8');

const { settings } = parseModelManifest(text('manifest.json'), MODEL_KINDS.productImage);
const session = await new PlainRuntime().open(new Uint8Array(readFileSync(file('model.onnx'))));

interface Source {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
}
const { cases } = JSON.parse(text('golden.json')) as { cases: readonly { source: Source }[] };
const [golden] = parseGolden(text('golden.json'));
const shirt = ((source = cases[0]?.source): Picture => ({
  width: source?.width ?? 0,
  height: source?.height ?? 0,
  data: Uint8ClampedArray.from(source?.data ?? []),
}))();

const QUESTIONS = ['clothing', 'category', 'article'] as const;

test('asks and says of a picture what its golden case does', async () => {
  const asked: Tensors[] = [];
  const spying = {
    run: (given: Tensors) => {
      asked.push(given);
      return session.run(given);
    },
  };
  const shown = await new ProductImageModel(spying, settings).run(shirt);
  expect(asked[0]?.['pixels']?.data).toEqual(golden?.inputs['pixels']?.data);
  for (const question of QUESTIONS) {
    const names = settings[question] as string[];
    expect(shown[question]).toHaveLength(names.length);
    for (const { name, probability } of shown[question])
      expect(probability).toBeCloseTo(
        golden?.outputs[question]?.data[names.indexOf(name)] ?? NaN,
        3,
      );
    const chances = shown[question].map(({ probability }) => probability);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
    expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 4);
  }
  expect(Math.hypot(...shown.vector)).toBeCloseTo(1, 4);
});

test('takes a drawn T-shirt for one', async () => {
  const { clothing, category, article } = await new ProductImageModel(session, settings).run(shirt);
  expect(clothing[0]?.name).toBe('t-shirt');
  expect(category[0]?.name).toBe('Topwear');
  expect(article[0]?.name).toBe('Tshirts');
});

test('refuses a picture whose numbers do not fit its sides, without running', async () => {
  const model = new ProductImageModel(
    { run: () => Promise.reject(new Error('was run')) },
    settings,
  );
  const picture = { width: 10, height: 10, data: new Uint8ClampedArray(399) };
  await expect(model.run(picture)).rejects.toMatchObject({ code: 'model/shape' });
});

test('refuses a model that answers something else', async () => {
  const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  const other = new ProductImageModel({ run: async () => ({}) }, settings);
  await expect(other.run(picture)).rejects.toMatchObject({ code: 'model/shape' });
});

test.each<[what: string, names: unknown]>([
  ['no names', undefined],
  ['names that are none', [1, 2]],
  ['an empty list', []],
])('refuses a manifest with %s', (_, article) => {
  expect(() => new ProductImageModel(session, { ...settings, article })).toThrow(
    expect.objectContaining({ code: 'model/manifest' }),
  );
});
