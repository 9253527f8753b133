import { seededRng } from '@sotto/core';
import { expect, test } from 'vitest';
import { type RoundKey, roundKey } from '../../public-randomness/round-key.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { HashedCounts } from './hashed-counts.ts';
import { localHashing, type LocalHashingParameters } from './local-hashing.ts';
import { localHashingEstimate } from './local-hashing-estimate.ts';

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
