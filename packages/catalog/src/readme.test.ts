import { readFileSync } from 'node:fs';
import { CHANNEL_NAMES, type ChannelWeights } from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import {
  FILE_NAMES,
  type FileName,
  MAX_FILE_BYTES,
  MAX_MANIFEST_BYTES,
  PACK_VERSION,
} from './format.ts';
import { parseManifest, type PackManifest } from './manifest.ts';
import { PackWriter } from './pack-writer.ts';
import { VectorsBuilder } from './vectors.ts';
import { sha256 } from './verify.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The text under a heading, down to the next. */
const section = (heading: string): string =>
  (readme.split(`# ${heading}\n`)[1] ?? '').split(/^#/m)[0] ?? '';

/** First and second cell of the rows of a section's table that begin with a name in code. */
const rowsOf = (heading: string): [name: string, next: string][] =>
  [...section(heading).matchAll(/^\| `(\w+)` +\| ([^|]*?) +\|/gm)].map(
    ([, name = '', next = '']) => [name, next],
  );

const cells = new Uint32Array(300).fill(70_000);
const shop = syntheticShop({ products: 300, users: 300 });
const writer = new PackWriter();
for (const item of shop.items) writer.add(item);
const table = shop.catalog.neighbours;
if (table === undefined) throw new Error('the shop has no neighbours');
writer.setNeighbours('neighbours', table);
writer.setNeighbours('together', table);
writer.addAlias('other', 0);
const vectors = new VectorsBuilder(4);
for (const _ of shop.items) vectors.add(Float32Array.of(1, 0, 0, 1));
writer.setVectors('vectors', vectors);
writer.setVectors('sequence', vectors);
const pack = await writer.finish({
  builtAt: 0,
  locale: 'en',
  currency: { code: 'EUR', digits: 2 },
  weights: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, 1])) as ChannelWeights,
  rules: [],
  images: { cell: 8, columns: 9, rows: 9, sheets: [], cells },
  models: { intent: { version: '1.0.0', model: Uint8Array.of(1), test: Uint8Array.of(2) } },
  provenance: {},
});
const manifest = parseManifest(pack.manifest);
const written = JSON.parse(new TextDecoder().decode(pack.manifest)) as PackManifest;

/** Names of a file's columns as its bytes have them, in their order. */
function columnsOf(name: FileName): string[] {
  const path = manifest.files[name]?.path;
  const bytes = pack.files.find((file) => file.path === path)?.bytes ?? new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  return Array.from({ length: view.getUint32(4, true) }, (_, column) => {
    const start = 8 + 12 * column;
    return new TextDecoder().decode(bytes.subarray(start, start + 6)).replaceAll('\0', '');
  });
}

test('README.md lists every file, field and limit of the manifest', () => {
  expect(
    rowsOf('Files')
      .map(([name]) => name)
      .sort(),
  ).toEqual([...FILE_NAMES].sort());
  const fields = rowsOf('`manifest.json`').map(([name]) => name);
  expect(fields).toEqual(Object.keys(written));
  expect(section('`manifest.json`')).toContain(MAX_MANIFEST_BYTES.toLocaleString('en-US'));
  expect(section('`manifest.json`')).toContain(MAX_FILE_BYTES.toLocaleString('en-US'));
  expect(rowsOf('`manifest.json`')).toContainEqual([
    'version',
    expect.stringContaining(`\`${PACK_VERSION}\``),
  ]);
});

test('a pack’s id is what README.md says', async () => {
  const { format: _, version, id, builtAt, ...content } = written;
  expect([version, builtAt]).toEqual([PACK_VERSION, '1970-01-01T00:00:00.000Z']);
  const hash = await sha256(new TextEncoder().encode(JSON.stringify(content)));
  expect(hash.slice(0, 16)).toBe(id);
  const order = rowsOf('Files').map(([name]) => name);
  expect(Object.keys(content.files)).toEqual(order);
});

test.each([
  ['items', '`items`'],
  ['texts', '`texts`'],
  ['details', '`details`'],
  ['neighbours', '`neighbours` and `together`'],
  ['together', '`neighbours` and `together`'],
  ['vectors', '`vectors` and `sequence`'],
  ['sequence', '`vectors` and `sequence`'],
  ['aliases', '`aliases`'],
] as const)('README.md lists every column of %s, in their order', (name, heading) => {
  expect(rowsOf(heading).map(([column]) => column)).toEqual(columnsOf(name));
});
