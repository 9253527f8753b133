import { seededRng } from '@sotto/core';
import { expect, test } from 'vitest';
import { finish } from '../../finish.ts';
import { type RoundKey, roundKey } from '../../public-randomness/round-key.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { hashFunction, hashItem } from './hash-function.ts';
import { HashedCounts } from './hashed-counts.ts';
import { localHashing, type LocalHashingParameters } from './local-hashing.ts';
import { localHashingEstimate, localHashingRates } from './local-hashing-estimate.ts';

function seeded(seed: number): RandomSource {
  const rng = seededRng(seed);
  return { uint32: () => rng.next() * 2 ** 32 };
}

const key = await roundKey('estimate', 0);

/** Reports of so many holders of each item, then of so many with none. */
function collect(
  random: RandomSource,
  parameters: LocalHashingParameters,
  round: RoundKey,
  held: readonly number[],
  none: number,
): HashedCounts {
  const counts = new HashedCounts(parameters);
  const report = (item: number | null, times: number): void => {
    for (let i = 0; i < times; i += 1) counts.add(localHashing(random, parameters, round, item));
  };
  held.forEach((times, item) => report(item, times));
  report(null, none);
  return counts;
}

test('counts the support of each item as its definition says', () => {
  const parameters = { microEpsilon: 2_000_000, items: 20 };
  const random = seeded(1);
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

/**
 * Fixed seed, 80 rounds with keys of their own. Coverage of 0.9 gives fewer than 57 of 80 with a chance
 * below 1e-6; the mean of 80 estimates lies within five of its standard errors.
 */
test('is unbiased and holds the true counts as often as it says, with none and without', async () => {
  const parameters = { microEpsilon: 2_000_000, items: 40 };
  const held = [120, 40, 4, ...Array<number>(36).fill(1), 0];
  const random = seeded(2);
  const rounds = 80;
  const watched = [0, 1, 2, 39];
  const sums = new Map(watched.map((item) => [item, { sum: 0, squares: 0, within: 0 }]));
  for (let round = 0; round < rounds; round += 1) {
    const roundsKey = await roundKey('estimate', round);
    const counts = collect(random, parameters, roundsKey, held, 100);
    const { items } = localHashingEstimate(counts, roundsKey, 0.9);
    for (const [item, tally] of sums) {
      const { count, low, high } = items[item]!;
      tally.sum += count;
      tally.squares += count * count;
      if (low <= held[item]! && held[item]! <= high) tally.within += 1;
    }
  }
  for (const [item, { sum, squares, within }] of sums) {
    const mean = sum / rounds;
    const deviation = Math.sqrt((squares / rounds - mean * mean) / rounds);
    expect(Math.abs(mean - held[item]!)).toBeLessThan(5 * deviation);
    expect(within).toBeGreaterThanOrEqual(57);
    // An interval that always holds would say nothing.
    if (held[item]! > 0) expect(within).toBeLessThan(rounds);
  }
});

/**
 * Fixed seed. 20,000 hold one item at epsilon 8: collisions under the round's functions then add 0.26 to
 * the variance of the other items, and 0.95 of 2,000 intervals must still hold 0 (five standard errors).
 */
test('counts what collisions with a popular item add', () => {
  const parameters = { microEpsilon: 8_000_000, items: 2000 };
  const counts = collect(seeded(3), parameters, key, [20_000], 0);
  const { items, surfacing } = localHashingEstimate(counts, key, 0.95);
  const rare = items.slice(1);
  const within = rare.filter(({ low }) => low === 0).length / rare.length;
  expect(within).toBeGreaterThan(0.975 - 5 * Math.sqrt((0.975 * 0.025) / 2000));
  const squares = rare.reduce((sum, { count }) => sum + count * count, 0);
  const claimed = rare.reduce((sum, { standardError }) => sum + standardError ** 2, 0);
  expect(squares / claimed).toBeGreaterThan(0.9);
  expect(squares / claimed).toBeLessThan(1.1);
  expect(rare.every(({ count }) => count < surfacing)).toBe(true);
  expect(items[0]!.count).toBeGreaterThan(surfacing);
});

/** The formulas of the doc comments once more, written out from their definitions. */
test.each([
  { reports: 300, held: [60, 100, 3], microEpsilon: 2_000_000, items: 12 },
  // So few that no support is rare enough.
  { reports: 3, held: [1], microEpsilon: 2_000_000, items: 3 },
])('follows its formulas to the last digit, of $reports reports', (study) => {
  const { held, reports, ...parameters } = study;
  const none = reports - held.reduce((sum, each) => sum + each, 0);
  const counts = collect(seeded(6), parameters, key, held, none);
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

/** Fixed seed. A chance of 0.1 a round gives more than 23 of 80 rounds with a chance below 1e-6. */
test('surfaces an item that nobody holds as seldom as it says', async () => {
  const parameters = { microEpsilon: 3_000_000, items: 100 };
  const random = seeded(4);
  let surfaced = 0;
  for (let round = 0; round < 80; round += 1) {
    const roundsKey = await roundKey('surfacing', round);
    const counts = collect(random, parameters, roundsKey, [], 200);
    const { items, surfacing } = localHashingEstimate(counts, roundsKey, 0.9);
    if (items.some(({ count }) => count >= surfacing)) surfaced += 1;
  }
  expect(surfaced).toBeLessThanOrEqual(23);
  expect(surfaced).toBeGreaterThan(0);
});

test('surfaces at about sqrt(2 ln k) standard errors or a little more', () => {
  const parameters = { microEpsilon: 4_000_000, items: 1000 };
  const counts = collect(seeded(5), parameters, key, [], 4000);
  const { items, surfacing } = localHashingEstimate(counts, key, 0.95);
  const errors = surfacing / items[0]!.standardError;
  expect(errors).toBeGreaterThan(Math.sqrt(2 * Math.log(1000)));
  expect(errors).toBeLessThan(6);
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
