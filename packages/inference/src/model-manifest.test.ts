import { expect, test } from 'vitest';
import { parseModelManifest } from './model-manifest.ts';

const KIND = { id: 'dreamer', major: 1, maxBytes: 100 };
const FILE = { path: 'model.onnx', bytes: 90, sha256: 'ab'.repeat(32) };
const GOOD = {
  format: 'sotto-model',
  formatVersion: 1,
  id: 'dreamer',
  version: '1.4.0',
  files: { model: FILE },
  settings: { dimensions: 8 },
  quality: [],
};

const parse = (change: object): unknown =>
  parseModelManifest(JSON.stringify({ ...GOOD, ...change }), KIND);

test('reads what running the model takes', () => {
  expect(parse({})).toEqual({
    id: 'dreamer',
    version: '1.4.0',
    files: { model: FILE },
    settings: { dimensions: 8 },
  });
});

test.each<[string, object, string]>([
  ['another format', { format: 'zip' }, 'model/manifest'],
  ['another model', { id: 'other' }, 'model/manifest'],
  ['no version', { version: 'new' }, 'model/manifest'],
  ['a later model', { version: '2.0.0' }, 'model/version'],
  ['a later manifest', { formatVersion: 2 }, 'model/version'],
  ['no files', { files: null }, 'model/manifest'],
  ['no model', { files: {} }, 'model/manifest'],
  ['a path out of its folder', { files: { model: { ...FILE, path: '../x' } } }, 'model/manifest'],
  ['no hash', { files: { model: { ...FILE, sha256: '' } } }, 'model/manifest'],
  ['half a byte', { files: { model: { ...FILE, bytes: 0.5 } } }, 'model/manifest'],
  ['fewer bytes than none', { files: { model: { ...FILE, bytes: -1 } } }, 'model/manifest'],
  ['too many bytes', { files: { model: FILE, more: FILE } }, 'model/too-large'],
  ['no settings', { settings: [] }, 'model/manifest'],
])('refuses %s', (_, change, code) => {
  expect(() => parse(change)).toThrow(expect.objectContaining({ code }));
});

test.each(['', '[]', 'null', '{'])('refuses %j', (text) => {
  expect(() => parseModelManifest(text, KIND)).toThrow(
    expect.objectContaining({ code: 'model/manifest' }),
  );
});
