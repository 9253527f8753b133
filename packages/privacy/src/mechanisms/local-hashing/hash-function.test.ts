import { expect, test } from 'vitest';
import { type RoundKey, roundKey } from '../../public-randomness/round-key.ts';
import { addSupport, HASH_FUNCTIONS, hashFunction, hashItem } from './hash-function.ts';

const key: RoundKey = await roundKey('hash functions', 1);

function value(number: number, values: number, item: number): number {
  return hashItem(hashFunction(key, number, values), item);
}

/** What is in the field must go on to mean the same. */
test('gives the same values for ever', () => {
  expect([
    value(0, 256, 0),
    value(0, 256, 1),
    value(1, 256, 0),
    value(65_535, 256, 99_999),
    value(65_535, 56, 99_999),
    value(40_000, 3, 1234),
  ]).toEqual([107, 72, 225, 191, 41, 0]);
});

test.each([2, 3, 56, 255, 256])(
  'counts the same support as item by item, for %s values',
  (values) => {
    for (const number of [0, 1, 32_768, 65_535]) {
      const hash = hashFunction(key, number, values);
      const reported = Uint32Array.from({ length: values }, (_, value) => value * value + 1);
      const support = new Uint32Array(300).fill(7);
      addSupport(hash, reported, support);
      const expected = Array.from(support, (_, item) => 7 + reported[hashItem(hash, item)]!);
      expect([...support]).toEqual(expected);
    }
  },
);

/** Fixed key. Even values exceed mean + 6 standard deviations of chi-square with a chance below 1e-7. */
test.each([0, 1, 2, 999, 1000, 65_536, 99_999])(
  'spreads the values of item %s evenly over the functions of a round',
  (item) => {
    const values = 56;
    const drawn = Array<number>(values).fill(0);
    for (let number = 0; number < HASH_FUNCTIONS; number += 1)
      drawn[hashItem(hashFunction(key, number, values), item)]! += 1;
    const expected = HASH_FUNCTIONS / values;
    const chiSquare = drawn.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(55 + 6 * Math.sqrt(2 * 55) + 10);
  },
);

/** Fixed key. Independent values leave six standard deviations with a chance of 2e-9 a pair. */
test.each([2, 56, 256])(
  'lets two items collide as often as independent values of %s do',
  (values) => {
    const items = [0, 1, 2, 3, 256, 257, 4096, 65_535, 65_536, 99_999];
    const collisions = new Float64Array(100);
    for (let number = 0; number < HASH_FUNCTIONS; number += 1) {
      const hash = hashFunction(key, number, values);
      const found = items.map((item) => hashItem(hash, item));
      found.forEach((value, i) => {
        for (let j = 0; j < i; j += 1) if (found[j] === value) collisions[i * 10 + j]! += 1;
      });
    }
    const chance = 1 / values;
    const deviation = Math.sqrt(HASH_FUNCTIONS * chance * (1 - chance));
    for (let i = 0; i < 10; i += 1)
      for (let j = 0; j < i; j += 1)
        expect(Math.abs(collisions[i * 10 + j]! - HASH_FUNCTIONS * chance)).toBeLessThan(
          6 * deviation,
        );
  },
);

test('has other functions in another round', async () => {
  const other = await roundKey('hash functions', 2);
  expect(hashFunction(other, 0, 256).words).not.toEqual(hashFunction(key, 0, 256).words);
});

test.each([-1, 65_536, 0.5, NaN])('refuses function number %s', (number) => {
  expect(() => hashFunction(key, number, 2)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
