import { categoryPath } from '@sotto/core';
import { expect, test } from 'vitest';
import { encodeColumns, type Columns } from './column-file.ts';
import { MAX_PRODUCTS } from './format.ts';
import { decodeItems } from './items.ts';
import { encodeTexts } from './text-blob.ts';

/** Two products in a tree of three categories. */
const GOOD: Columns = {
  price: Uint32Array.of(70_000, 1),
  list: Uint32Array.of(0, 0),
  cat: Uint16Array.of(2, 1),
  brand: Uint16Array.of(1, 0),
  pop: Uint8Array.of(0, 255),
  added: Uint16Array.of(20_000, 0),
  flags: Uint8Array.of(1, 0),
  rating: Uint8Array.of(225, 0),
  colour: Uint16Array.of(0xf800, 0),
  parent: Uint16Array.of(0, 0, 1),
  cats: encodeTexts(['', 'House', 'Lamps']),
  brands: encodeTexts(['', 'Acme']),
};

test('reads numbers, categories and brands', () => {
  const { items, categories, brands } = decodeItems(encodeColumns(GOOD));
  expect(items).toMatchObject({ size: 2, price: GOOD['price'], colour: GOOD['colour'] });
  expect(categoryPath(categories, items.category[0] ?? 0)).toEqual(['House', 'Lamps']);
  expect(brands).toEqual(['', 'Acme']);
});

test.each<[string, Columns]>([
  ['a category that is its own ancestor', { parent: Uint16Array.of(0, 2, 1) }],
  ['a category that is its own parent', { parent: Uint16Array.of(0, 1, 1) }],
  ['a root with a parent', { parent: Uint16Array.of(1, 0, 1) }],
  ['no root', { cats: new Uint8Array(), parent: new Uint16Array() }],
  ['fewer parents than categories', { parent: Uint16Array.of(0, 0) }],
  ['a category that does not exist', { cat: Uint16Array.of(3, 0) }],
  ['a brand that does not exist', { brand: Uint16Array.of(0, 2) }],
  ['columns of different lengths', { price: Uint32Array.of(1) }],
  ['numbers that are too wide', { cat: Uint32Array.of(70_000, 0) }],
  ['names without an end', { brands: Uint8Array.of(65) }],
  ['too many products', { pop: new Uint8Array(MAX_PRODUCTS + 1) }],
])('refuses %s', (_, change) => {
  expect(() => decodeItems(encodeColumns({ ...GOOD, ...change }))).toThrow(
    expect.objectContaining({ code: 'pack/corrupt' }),
  );
});

test.each(Object.keys(GOOD))('refuses a file without %s', (name) => {
  const { [name]: _, ...rest } = GOOD;
  expect(() => decodeItems(encodeColumns(rest))).toThrow(
    expect.objectContaining({ code: 'pack/corrupt' }),
  );
});
