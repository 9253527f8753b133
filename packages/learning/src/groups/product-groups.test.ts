import { seededRng, type ItemColumns, type ItemVectors } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { productGroups } from './product-groups.ts';

function columns(category: readonly number[]): ItemColumns {
  const size = category.length;
  const [none8, none16, none32] = [
    new Uint8Array(size),
    new Uint16Array(size),
    new Uint32Array(size),
  ];
  return {
    size,
    category: Uint16Array.from(category),
    price: none32,
    listPrice: none32,
    brand: none16,
    popularity: none8,
    addedDay: none16,
    flags: none8,
    rating: none8,
    colour: none16,
  };
}

const CATEGORIES = {
  names: Array.from({ length: 1_200 }, (_, at) => `category ${at}`),
  parent: new Uint16Array(1_200),
};

function vectors(size: number, dimensions: number, seed: number): ItemVectors {
  const rng = seededRng(seed);
  const codes = Int8Array.from(
    { length: size * dimensions },
    () => Math.floor(rng.next() * 15) - 7,
  );
  return { dimensions, codes, scale: new Float32Array(size).fill(1) };
}

test('groups are the categories in use, in their order', () => {
  const groups = productGroups({ items: columns([7, 0, 3, 7, 3]), categories: CATEGORIES });
  expect(groups).toMatchObject({ count: 3, of: Uint16Array.of(2, 0, 1, 2, 1) });
});

test('other products of the same categories are numbered alike, other categories are not', () => {
  const numbering = (category: readonly number[], tree = CATEGORIES): string | undefined =>
    productGroups({ items: columns(category), categories: tree })?.numbering;
  const known = numbering([7, 0, 3, 7, 3]);
  expect(known).toMatch(/^[0-9a-f]{16}$/);
  expect(numbering([3, 7, 0])).toBe(known);
  expect(numbering([7, 0, 4])).not.toBe(known);
  const renamed = { ...CATEGORIES, names: CATEGORIES.names.with(3, 'pans') };
  expect(numbering([7, 0, 3], renamed)).not.toBe(known);
  const moved = { ...CATEGORIES, parent: CATEGORIES.parent.with(3, 1) };
  expect(numbering([7, 0, 3], moved)).not.toBe(known);
});

const clustersOf = (seed: number) =>
  productGroups({ items: columns([]), categories: CATEGORIES, vectors: vectors(128, 3, seed) });

test('clusters of other vectors are numbered otherwise', () => {
  expect(clustersOf(5)?.numbering).toBe(clustersOf(5)?.numbering);
  expect(clustersOf(6)?.numbering).not.toBe(clustersOf(5)?.numbering);
});

test.each([
  ['all products have one category', Array<number>(200).fill(4)],
  ['there are more than 1,024', Array.from({ length: 1_100 }, (_, at) => at)],
])('groups are clusters of vectors where %s', (_, category) => {
  const items = columns(category);
  const groups = productGroups({
    items,
    categories: CATEGORIES,
    vectors: vectors(items.size, 8, 1),
  });
  expect(groups?.count).toBe(items.size < 1_000 ? 4 : 32);
  expect(productGroups({ items, categories: CATEGORIES })).toBeUndefined();
});

test('a catalogue too small for two clusters has none', () => {
  expect(
    productGroups({ items: columns([0]), categories: CATEGORIES, vectors: vectors(63, 8, 1) }),
  ).toBeUndefined();
});

test('clusters are as many as the catalogue fills, all of one size but for one product', () => {
  fc.assert(
    fc.property(fc.integer({ min: 64, max: 9_000 }), fc.integer(), (size, seed) => {
      const groups = productGroups({
        items: columns([]),
        categories: CATEGORIES,
        vectors: vectors(size, 4, seed),
      });
      if (groups === undefined) throw new Error('There are enough products.');
      const sizes = Array<number>(groups.count).fill(0);
      for (const group of groups.of) sizes[group]! += 1;
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(groups.count).toBeLessThanOrEqual(256);
      expect(groups.count === 256 || size < 64 * groups.count).toBe(true);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(32);
    }),
    { numRuns: 30, seed: 1 },
  );
});

/** What is in the field must go on to mean the same. */
test('clusters are the same for ever', () => {
  const groups = productGroups({
    items: columns([]),
    categories: CATEGORIES,
    vectors: vectors(128, 3, 5),
  });
  expect([...(groups?.of.subarray(0, 16) ?? [])]).toEqual([
    1, 3, 2, 3, 3, 3, 0, 2, 0, 1, 0, 2, 3, 0, 0, 2,
  ]);
});

test('products that are alike are in one cluster', () => {
  const rng = seededRng(3);
  const kinds = 4;
  const codes = Int8Array.from({ length: 256 * 8 }, (_, at) => {
    const kind = Math.floor(at / 8) % kinds;
    const bit = at % 8 < 4 ? kind & 1 : kind >> 1;
    const middle = bit === 1 ? 5 : -5;
    return middle + Math.floor(rng.next() * 3) - 1;
  });
  const alike = { dimensions: 8, codes, scale: new Float32Array(256).fill(1) };
  const groups = productGroups({ items: columns([]), categories: CATEGORIES, vectors: alike })!;
  const kindsOf = new Map<number, Set<number>>();
  groups.of.forEach((group, item) => {
    kindsOf.set(group, (kindsOf.get(group) ?? new Set()).add(item % kinds));
  });
  expect([...kindsOf.values()].every((own) => own.size === 1)).toBe(true);
});
