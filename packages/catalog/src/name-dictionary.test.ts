import { categoryPath } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_NAMES } from './format.ts';
import { BrandDictionary, CategoryDictionary } from './name-dictionary.ts';

const name = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'A', 'B'));

test('gives every brand back by its number, one number each', () => {
  fc.assert(
    fc.property(fc.array(name), (brands) => {
      const dictionary = new BrandDictionary();
      const numbers = brands.map((each) => dictionary.numberOf(each));
      const names = dictionary.names();
      expect(numbers.map((number) => names[number])).toEqual(brands);
      expect(new Set(names).size).toBe(names.length);
      expect(names[0]).toBe('');
    }),
  );
});

test('gives every category path back by its number, parents before children', () => {
  fc.assert(
    fc.property(fc.array(fc.array(name, { maxLength: 4 })), (paths) => {
      const dictionary = new CategoryDictionary();
      const numbers = paths.map((path) => dictionary.numberOf(path));
      const tree = dictionary.tree();
      expect(numbers.map((number) => categoryPath(tree, number))).toEqual(paths);
      tree.parent.forEach((parent, at) => expect(parent < at || at === 0).toBe(true));
    }),
  );
});

test('numbers no more names than two bytes can hold', () => {
  const brands = new BrandDictionary();
  const categories = new CategoryDictionary();
  for (let at = 1; at < MAX_NAMES; at++) {
    expect(brands.numberOf(`b${at}`)).toBe(at);
    categories.numberOf(['top', `c${at}`]);
  }
  expect(brands.numberOf('one more')).toBe(0);
  expect(brands.numberOf('b9')).toBe(9);
  expect(categories.numberOf(['top', 'one more', 'below'])).toBe(1);
  expect(categories.tree().names).toHaveLength(MAX_NAMES);
});
