import { seededRng } from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { interestVector } from '../interest-vector.ts';
import { addVector } from '../item-vectors.ts';
import { profileOfItems } from '../profile.ts';
import type { Adapter, RankingCatalog } from '../types.ts';
import { adapterChannel } from './adapter.ts';

const { catalog } = syntheticShop();
const { size } = catalog.items;
const vectors = catalog.vectors!;
const profile = profileOfItems([3, 8, 1]);
const page = { kind: 'home', basket: [] };
const rng = seededRng(2);
const adapter: Adapter = { rank: 8, numbers: Array.from({ length: 64 }, () => rng.next() - 0.5) };

function values(shop: RankingCatalog): Float32Array {
  const out = new Float32Array(size);
  adapterChannel.score({ catalog: shop, profile, page, now: 0 }, out);
  return out;
}

test('is the bilinear form of interest and product, over their first numbers', () => {
  const out = values({ ...catalog, adapter });
  const interest = interestVector(profile, vectors);
  for (const item of [0, 5, size - 1]) {
    const vector = new Float32Array(vectors.dimensions);
    addVector(vectors, item, 1, vector);
    let sum = 0;
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 8; j++) sum += interest[i]! * adapter.numbers[i * 8 + j]! * vector[j]!;
    expect(out[item]).toBeCloseTo(sum, 5);
  }
  expect(Math.min(...out)).toBeLessThan(0);
  expect(Math.max(...out)).toBeGreaterThan(0);
});

test('gives 0 without an adapter, with one of zeros, and with one that reads more than vectors have', () => {
  const zeros = new Float32Array(size);
  expect(values(catalog)).toEqual(zeros);
  expect(values({ ...catalog, adapter: { rank: 8, numbers: new Float64Array(64) } })).toEqual(
    zeros,
  );
  expect(
    values({ ...catalog, adapter: { rank: 32, numbers: new Float64Array(1024).fill(1) } }),
  ).toEqual(zeros);
});

test('stays within -1 and 1, whatever its numbers are', () => {
  const out = values({ ...catalog, adapter: { rank: 8, numbers: new Float64Array(64).fill(1e6) } });
  expect(out.every((value) => Math.abs(value) <= 1)).toBe(true);
});

test('explains what it gave by the product of the history that is most alike', () => {
  const shop = { ...catalog, adapter };
  const out = values(shop);
  const input = { catalog: shop, profile, page, now: 0 };
  for (let item = 0; item < size; item++) {
    const { value, because } = adapterChannel.explain(input, item);
    expect(value).toBeCloseTo(out[item] ?? Number.NaN, 6);
    if (value <= 0) expect(because).toBeUndefined();
    else if (because !== undefined) expect([...profile.items]).toContain(because);
  }
});
