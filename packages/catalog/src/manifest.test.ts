import { CHANNEL_NAMES } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_MANIFEST_BYTES } from './format.ts';
import { parseManifest } from './manifest.ts';

const entry = (name: string) => ({
  path: `${name}.0123456789ab.bin`,
  bytes: 10,
  sha256: '0123456789abcdef'.repeat(4),
});
const good = {
  format: 'sotto-pack',
  version: 1,
  id: '0123456789abcdef',
  builtAt: '2026-01-01T00:00:00.000Z',
  locale: 'zh-CN',
  currency: { code: 'EUR', digits: 2 },
  counts: { products: 3, categories: 2, brands: 1 },
  images: { mode: 'sheets', cell: 96, columns: 10, rows: 10, sheets: [entry('sheet-0')] },
  weights: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, 1])),
  rules: ['pin "a" at 1'],
  models: { intent: { version: '1.2.3', model: entry('intent'), test: entry('intent-test') } },
  files: { items: entry('items'), texts: entry('texts'), neighbours: entry('neighbours') },
  provenance: { anything: [1, null] },
};

const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const withCode = (code: string): unknown => expect.objectContaining({ code });

test('gives a manifest back as it was written', () => {
  expect(parseManifest(bytesOf(good))).toEqual(good);
});

test('leaves out what it does not know', () => {
  const files = { ...good.files, hologram: entry('hologram') };
  expect(parseManifest(bytesOf({ ...good, more: 1, files }))).toEqual(good);
});

test('needs no models', () => {
  const { models: _, ...older } = good;
  expect(parseManifest(bytesOf(older))).toEqual(older);
});

test('takes a weight that is missing for 0', () => {
  const { semantic: _, ...older } = good.weights as Record<string, number>;
  expect(parseManifest(bytesOf({ ...good, weights: older })).weights).toEqual({
    ...good.weights,
    semantic: 0,
  });
});

test.each([2, 0, '1', null, { toString: 1, valueOf: 1 }, []])(
  'says that version %j is not one it reads',
  (version) => {
    expect(() => parseManifest(bytesOf({ ...good, version }))).toThrow(withCode('pack/version'));
  },
);

const model = (change: object): object => ({
  models: { intent: { ...good.models.intent, ...change } },
});
const file = (change: object): object => ({
  files: { ...good.files, items: { ...entry('items'), ...change } },
});
test.each<[string, object]>([
  ['another format', { format: 'zip' }],
  ['no id', { id: undefined }],
  ['an id that is none', { id: '../../../etc/pass' }],
  ['a day without time', { builtAt: '2026-01-01' }],
  ['markup for a locale', { locale: '<b>' }],
  ['five digits of currency', { currency: { code: 'EUR', digits: 5 } }],
  ['a negative count', { counts: { ...good.counts, products: -1 } }],
  ['billions of products', { counts: { ...good.counts, products: 4e9 } }],
  ['half a product', { counts: { ...good.counts, products: 0.5 } }],
  ['an unknown way of pictures', { images: { mode: 'remote' } }],
  ['thumbnails of no size', { images: { ...good.images, cell: 0 } }],
  ['more sheets than are read', { images: { ...good.images, sheets: Array(1001).fill(1) } }],
  ['a weight that is no number', { weights: { ...good.weights, terms: '1' } }],
  ['a rule that is no text', { rules: [1] }],
  ['an endless rule', { rules: ['x'.repeat(1001)] }],
  ['a list for models', { models: [1] }],
  ['a model that is none', { models: { intent: 1 } }],
  ['a model with a path for a name', { models: { '../x': good.models.intent } }],
  [
    'more models than are read',
    {
      models: Object.fromEntries(
        Array.from({ length: 21 }, (_, at) => [`m${'x'.repeat(at)}`, good.models.intent]),
      ),
    },
  ],
  ['a model of no version', model({ version: 'new' })],
  ['a model without a test', model({ test: undefined })],
  ['a model out of the folder', model({ model: { ...entry('intent'), path: '../intent.onnx' } })],
  ['no texts', { files: { items: entry('items') } }],
  ['a list for files', { files: [] }],
  ['a path out of the folder', file({ path: '../items.0123456789ab.bin' })],
  ['a path into a folder', file({ path: 'a/items.0123456789ab.bin' })],
  ['a Windows path', file({ path: 'a\\items.0123456789ab.bin' })],
  ['an address', file({ path: 'https://x.example/items.0123456789ab.bin' })],
  ['a hidden file', file({ path: '.items.0123456789ab.bin' })],
  ['an encoded path', file({ path: '%2e%2e.0123456789ab.bin' })],
  ['a line break behind a path', file({ path: 'items.0123456789ab.bin\n' })],
  ['its own name for a file', file({ path: 'manifest.json' })],
  ['a file of billions of bytes', file({ bytes: 4e9 })],
  ['a hash of capitals', file({ sha256: 'ABCDEF0123456789'.repeat(4) })],
  ['no provenance', { provenance: null }],
])('refuses %s', (_, change) => {
  expect(() => parseManifest(bytesOf({ ...good, ...change }))).toThrow(withCode('pack/manifest'));
});

test('refuses what is too long without reading it', () => {
  expect(() => parseManifest(new Uint8Array(MAX_MANIFEST_BYTES + 1))).toThrow(
    withCode('pack/too-large'),
  );
});

test.each(['', '{', 'null', '[]', '1', '"sotto-pack"', '\uFFFD', '['.repeat(200_000)])(
  'refuses %.20j',
  (text) => {
    expect(() => parseManifest(new TextEncoder().encode(text))).toThrow(withCode('pack/manifest'));
  },
);

test('keeps a name of the prototype as a name', () => {
  const text = JSON.stringify(good).replace('"anything"', '"__proto__"');
  const { provenance } = parseManifest(new TextEncoder().encode(text));
  expect(Object.keys(provenance)).toEqual(['__proto__']);
  expect(({} as { anything?: unknown }).anything).toBeUndefined();
});

const keys = [...Object.keys(good), ...Object.keys(good.files), 'path', 'bytes', 'sheets'];
test('answers any JSON with a manifest or an error of the pack', () => {
  const any = fc.anything({ key: fc.constantFrom(...keys), maxDepth: 4 });
  const change = fc.dictionary(fc.constantFrom(...keys), any);
  fc.assert(
    fc.property(
      fc.oneof(
        any,
        change.map((changed) => ({ ...good, ...changed })),
      ),
      (value) => {
        let bytes: Uint8Array;
        try {
          bytes = bytesOf(value);
        } catch {
          return; // JSON has no bigint.
        }
        try {
          parseManifest(bytes);
        } catch (error) {
          expect(error).toMatchObject({
            name: 'SottoError',
            code: expect.stringMatching(/^pack\/(manifest|version)$/) as string,
          });
        }
      },
    ),
    { numRuns: 1000 },
  );
});
