import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAliases, encodeAliases } from './aliases.ts';
import { createItemIndex } from './item-index.ts';
import { encodeTexts, TextBlob } from './text-blob.ts';

const idsOf = (...ids: string[]): TextBlob => new TextBlob(encodeTexts(ids), ids.length);

test('lead to the same products after writing and reading, in any order of adding', () => {
  const id = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
  const list = fc.uniqueArray(fc.tuple(id, fc.nat(99)), { selector: ([each]) => each });
  fc.assert(
    fc.property(list, (aliases) => {
      const { ids, items } = decodeAliases(encodeAliases(aliases), 100);
      const read = Array.from(items, (item, each) => [ids.at(each), item]);
      expect(new Map(read as [string, number][])).toEqual(new Map(aliases));
      expect(encodeAliases(aliases.toReversed())).toEqual(encodeAliases(aliases));
    }),
  );
});

test('refuse a product that the pack does not have', () => {
  const bytes = encodeAliases([['red-m', 7]]);
  expect(() => decodeAliases(bytes, 7)).toThrow(expect.objectContaining({ code: 'pack/corrupt' }));
});

test('find a product by its own id and by an alias, the own id first', () => {
  const aliases = decodeAliases(
    encodeAliases([
      ['red-m', 1],
      ['lamp', 1],
    ]),
    2,
  );
  const index = createItemIndex(idsOf('lamp', 'shirt'), aliases);
  expect(['lamp', 'shirt', 'red-m', 'hat'].map((id) => index.indexOf(id))).toEqual([0, 1, 1, -1]);
});
