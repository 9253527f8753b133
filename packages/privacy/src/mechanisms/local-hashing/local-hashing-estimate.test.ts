import { expect, test } from 'vitest';
import { finish } from '../../finish.ts';
import { roundKey } from '../../public-randomness/round-key.ts';
import { counterRandom } from '../../random/counter-random.ts';
import { hashFunction, hashItem } from './hash-function.ts';
import { HashedCounts } from './hashed-counts.ts';
import { localHashing } from './local-hashing.ts';
import { localHashingEstimate, localHashingRates } from './local-hashing-estimate.ts';

const key = await roundKey('estimate', 0);

test('counts the support of each item as its definition says', () => {
  const parameters = { microEpsilon: 2_000_000, items: 20 };
  const random = counterRandom(1);
  const payloads = Array.from({ length: 500 }, (_, i) =>
    localHashing(random, parameters, key, i % 3 === 0 ? null : i % 20),
  );
  const counts = new HashedCounts(parameters);
  payloads.forEach((payload) => counts.add(payload));
  const expected = Array.from(
    { length: 20 },
    (_, item) =>
      payloads.filter((p) => hashItem(hashFunction(key, p >>> 8, 8), item) === (p & 255)).length,
  );
  expect([...finish(counts.support(key))]).toEqual(expected);
  expect(counts.reports).toBe(500);
});

test('has the variance of the formula for a rare item', () => {
  for (const epsilon of [1, 2, 4]) {
    const { truth, other } = localHashingRates({ microEpsilon: epsilon * 1e6, items: 10 });
    const variance = (other * (1 - other)) / (truth - other) ** 2;
    const formula = (4 * Math.exp(epsilon)) / Math.expm1(epsilon) ** 2;
    expect(variance / formula).toBeCloseTo(1, 1);
    // No whole number of values does better than the formula.
    expect(variance / formula).toBeGreaterThan(1 - 1e-6);
  }
});

/** The formulas of the doc comments once more, written out from their definitions. */
test.each([
  { reports: 300, held: [60, 100, 3], microEpsilon: 2_000_000, items: 12 },
  // So few that no support is rare enough.
  { reports: 3, held: [1], microEpsilon: 2_000_000, items: 3 },
])('follows its formulas to the last digit, of $reports reports', (study) => {
  const { held, reports, ...parameters } = study;
  const random = counterRandom(6);
  const holders = held.flatMap((times, item) => Array<number>(times).fill(item));
  const counts = new HashedCounts(parameters);
  for (let i = 0; i < reports; i += 1)
    counts.add(localHashing(random, parameters, key, holders[i] ?? null));
  const { items, surfacing } = localHashingEstimate(counts, key, 0.95);
  const { truth: p, other: q } = localHashingRates(parameters);
  const counted = items.map(({ count }) => count);
  const apart = (count: number): number => {
    const holders = Math.min(Math.max(count, 0), reports);
    return holders * p * (1 - p) + (reports - holders) * q * (1 - q);
  };
  const squares = Math.max(
    0,
    counted.reduce((sum, count) => sum + count ** 2 - apart(count) / (p - q) ** 2, 0),
  );
  const collisions = (sum: number): number =>
    (((p - q) / (1 - q)) ** 2 * sum * q * (1 - q)) / 65_536;
  for (const { count, standardError } of items) {
    const others = Math.max(0, squares - Math.max(0, count) ** 2);
    const variance = apart(count) + collisions(others);
    expect(standardError / (Math.sqrt(variance) / (p - q))).toBeCloseTo(1, 12);
  }
  // Chances of each support, one after the other: k reports of n support an item that nobody holds.
  let rare = reports + 1;
  let tail = 0;
  let chance = q ** reports;
  for (let k = reports; k > 0; k -= 1) {
    tail += chance;
    if (tail > 0.05 / parameters.items) break;
    rare = k;
    chance *= (k / (reports - k + 1)) * ((1 - q) / q);
  }
  const widened = Math.sqrt(1 + collisions(squares) / (reports * q * (1 - q)));
  const expected = ((rare - 0.5 - reports * q) * widened) / (p - q);
  expect(surfacing / expected).toBeCloseTo(1, 12);
});

test.each([-1, 0.5, NaN, 0x1_00_00_00, 2 ** 32, 8, 255])(
  'counts nothing of the payload %s',
  (payload) => {
    const counts = new HashedCounts({ microEpsilon: 2_000_000, items: 5 });
    expect(() => counts.add(payload)).toThrow(
      expect.objectContaining({ code: 'privacy/parameters' }) as Error,
    );
    expect(counts.reports).toBe(0);
    expect([...finish(counts.support(key))]).toEqual([0, 0, 0, 0, 0]);
  },
);

test.each([0, 7, 0xffff07])('counts the payload %s', (payload) => {
  const counts = new HashedCounts({ microEpsilon: 2_000_000, items: 5 });
  counts.add(payload);
  expect(counts.reports).toBe(1);
});

test('estimates nothing of no report', () => {
  const counts = new HashedCounts({ microEpsilon: 2_000_000, items: 5 });
  const refused = expect.objectContaining({ code: 'privacy/parameters' }) as Error;
  expect(() => localHashingEstimate(counts, key, 0.95)).toThrow(refused);
  counts.add(0);
  expect(() => localHashingEstimate(counts, key, 1)).toThrow(refused);
});
