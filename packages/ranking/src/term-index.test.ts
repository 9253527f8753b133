import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TermIndexBuilder } from './term-index.ts';
import type { TermIndex } from './types.ts';

function indexOf(texts: readonly (readonly [string, string?])[]): TermIndex {
  const builder = new TermIndexBuilder();
  for (const [title, attributes] of texts) builder.add(title, attributes);
  return builder.finish();
}

const termsOf = (index: TermIndex, item: number) => [
  ...index.itemTerms.subarray(index.itemOffsets[item], index.itemOffsets[item + 1]),
];

const itemsOf = (index: TermIndex, term: number) => [
  ...index.termItems.subarray(index.termOffsets[term], index.termOffsets[term + 1]),
];

test('finds the products of a word, and leaves out words of one product alone', () => {
  const index = indexOf([['red kettle'], ['blue kettle'], ['blue lamp']]);
  expect(index.size).toBe(2);
  const [kettle = -1] = termsOf(index, 0);
  expect(itemsOf(index, kettle)).toEqual([0, 1]);
  expect(termsOf(index, 1)).toHaveLength(2);
});

test('takes the values of attributes and not their names', () => {
  const index = indexOf([
    ['kettle', 'colour=red\nsize=colour'],
    ['lamp', 'colour=red'],
  ]);
  expect(index.size).toBe(1);
  expect(itemsOf(index, 0)).toEqual([0, 1]);
});

test('weighs a word by its rarity, and a product by the length of its vector', () => {
  const index = indexOf([['red kettle'], ['red lamp'], ['kettle']]);
  const idf = Math.log(4 / 3) + 1;
  const alone = Math.log(4 / 2) + 1;
  expect([...index.idf]).toEqual([Math.fround(idf), Math.fround(idf)]);
  expect(index.itemNorm[1]).toBeCloseTo(1 / Math.hypot(idf, alone), 6);
  expect(index.itemNorm[2]).toBeCloseTo(1 / idf, 6);
});

test('gives a product without words length 0', () => {
  expect([...indexOf([['…'], ['—']]).itemNorm]).toEqual([0, 0]);
});

test('says the same in both directions', () => {
  const title = fc
    .array(fc.constantFrom('red', 'blue', 'lamp', 'kettle', 'rug'))
    .map((words) => [words.join(' ')] as const);
  fc.assert(
    fc.property(fc.array(title), (titles) => {
      const index = indexOf(titles);
      const forwards = titles.flatMap((_, item) =>
        termsOf(index, item).map((term) => [item, term]),
      );
      const backwards = Array.from({ length: index.size }, (_, term) =>
        itemsOf(index, term).map((item) => [item, term]),
      ).flat();
      expect(backwards.map(String).sort()).toEqual(forwards.map(String).sort());
    }),
  );
});
