import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diversify } from './mmr.ts';

const candidates = fc
  .uniqueArray(fc.nat(60), { minLength: 1, maxLength: 20 })
  .map((items) => items.map((item, at) => ({ item, score: (items.length - at) / items.length })));
const sameGroup = (a: number, b: number): number => (a % 3 === b % 3 ? 1 : 0);

test('keeps the order of the scores with λ = 1', () => {
  fc.assert(
    fc.property(candidates, fc.nat(25), (list, limit) => {
      expect(diversify(list, limit, 1, sameGroup)).toEqual(list.slice(0, limit));
    }),
  );
});

test('begins with the best and only changes the order', () => {
  fc.assert(
    fc.property(candidates, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, lambda) => {
      const picked = diversify(list, list.length, lambda, sameGroup);
      expect(picked[0]).toBe(list[0]);
      expect(new Set(picked)).toEqual(new Set(list));
      expect(picked).toHaveLength(list.length);
    }),
  );
});

test('takes one of another kind before a second of the first', () => {
  const list = [0, 3, 6, 1].map((item, at) => ({ item, score: 1 - at / 100 }));
  expect(diversify(list, 2, 0.5, sameGroup).map(({ item }) => item)).toEqual([0, 1]);
});
