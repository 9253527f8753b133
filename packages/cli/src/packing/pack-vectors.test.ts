import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifest, readPack } from '../pack-folder/index.ts';
import { run } from '../run.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-vectors-'));
  writeFileSync(
    at('feed.csv'),
    `id,title,price
p1,Ladies running shoes,20.00 EUR
p2,Stainless steel kettle,50.00 EUR
p3,Women's sneakers,90.00 EUR
p4,—,5.00 EUR
`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const pack = (...more: string[]): Promise<number> =>
  run(['pack', at('feed.csv'), '--out', at('pack'), ...more], {
    stdout: { write: () => true, columns: 80 },
    stderr: { write: () => true },
    env: {},
  });

test('packs vectors of what products are', async () => {
  expect(await pack()).toBe(0);
  const { ids, vectors, manifest } = await readPack(at('pack'));
  const { dimensions = 0, codes = new Int8Array(), scale = new Float32Array() } = vectors ?? {};
  const placeOf = (id: string): number => [0, 1, 2, 3].find((place) => ids.at(place) === id) ?? -1;
  const cosine = (one: string, other: string): number => {
    const [a, b] = [placeOf(one), placeOf(other)];
    const own = codes.subarray(a * dimensions, (a + 1) * dimensions);
    const dot = own.reduce((sum, code, i) => sum + code * (codes[b * dimensions + i] ?? 0), 0);
    return dot * (scale[a] ?? 0) * (scale[b] ?? 0);
  };
  expect(cosine('p1', 'p3')).toBeGreaterThan(cosine('p1', 'p2'));
  expect(cosine('p1', 'p1')).toBeCloseTo(1, 5);
  expect(cosine('p4', 'p4')).toBe(0);
  expect(manifest.provenance['encoder']).toMatch(/^text-encoder \d/);
});

test('packs none where none are wanted', async () => {
  expect(await pack('--vectors', 'none')).toBe(0);
  expect((await readPack(at('pack'))).vectors).toBeUndefined();
  expect(await pack('--vectors', 'many')).toBe(2);
});

test('takes weights that are set by hand, and says which are none', async () => {
  expect(await pack('--weight', 'sequence=0.3', '--weight', 'price=-1')).toBe(0);
  const { manifest } = await readPack(at('pack'));
  expect(manifest.weights).toEqual({ ...DEFAULT_WEIGHTS, sequence: 0.3, price: -1 });
  for (const wrong of ['colour=1', 'price', 'price=', 'price=NaN', 'price=1e99'])
    expect(await pack('--weight', wrong)).toBe(2);
});

test('packs the models that devices run, and vectors of sequences for one of them', async () => {
  expect(await pack()).toBe(0);
  const { manifest, sequenceVectors } = await readPack(at('pack'));
  expect(Object.keys(manifest.models ?? {})).toEqual(['intent', 'sequence-encoder']);
  expect(sequenceVectors?.scale.filter((scale) => scale > 0).length).toBeGreaterThan(2);
  expect(await pack('--vectors', 'none')).toBe(0);
  expect(Object.keys((await readManifest(at('pack'))).models ?? {})).toEqual(['intent']);
  expect(await pack('--models', 'none')).toBe(0);
  const without = await readPack(at('pack'));
  expect(without.manifest.models).toBeUndefined();
  expect(without.sequenceVectors).toBeUndefined();
  expect(without.vectors).toBeDefined();
});
