import { seededRng, type Rng } from '@sotto/core';
import type { CountsResult } from '@sotto/learning';
import {
  counterRandom,
  HashedCounts,
  localHashing,
  HASH_FUNCTIONS,
  localHashingEstimate,
  localHashingRates,
  normalHalfWidth,
  roundKey,
} from '@sotto/privacy';
import type { Question } from './count-kinds.ts';
import type { DeviceWeek } from './device-weeks.ts';

const CONFIDENCE = 0.95;

/** How many devices answer, and how privately. */
export interface RoundOptions {
  readonly reports: number;
  /** Of each report, in millionths. */
  readonly microEpsilon: number;
  readonly seed: number;
}

/**
 * One round of a question by the mechanism and the estimator that devices and server run: local hashing of one
 * answer a device. Devices are drawn from the weeks with replacement: of a file with fewer weeks than reports, a
 * week stands for several devices.
 */
export async function reportedRound(
  weeks: readonly DeviceWeek[],
  { items, of }: Question,
  { reports, microEpsilon, seed }: RoundOptions,
): Promise<CountsResult> {
  const parameters = { microEpsilon, items };
  const key = await roundKey('counts', seed);
  const rng = seededRng(seed);
  const random = counterRandom(seed);
  const counts = new HashedCounts(parameters);
  for (let done = 0; done < reports; done += 1) {
    const week = weeks[Math.floor(rng.next() * weeks.length)] ?? [];
    counts.add(localHashing(random, parameters, key, of(week, rng)));
  }
  const estimate = localHashingEstimate(counts, key, CONFIDENCE).items;
  return {
    kind: 'counts',
    counts: estimate.map(({ count }) => count),
    low: estimate.map(({ low }) => low),
    high: estimate.map(({ high }) => high),
    confidence: CONFIDENCE,
  };
}

/**
 * The same, drawn from the law of the estimate, in a hundredth of the time: the support of an item held by x of n devices is the sum of two binomials,
 * Bin(x, p) + Bin(n - x, 1/g), here normal with their mean and variance, and what collisions add; see
 * `localHashingEstimate`. Items are independent but for collisions.
 */
export function drawnRound(
  weeks: readonly DeviceWeek[],
  { items, answers }: Question,
  { reports, microEpsilon, seed }: RoundOptions,
): CountsResult {
  const { truth, other } = localHashingRates({ microEpsilon, items });
  const held = new Float64Array(items);
  const rng = seededRng(seed);
  const told = weeks.map(answers);
  for (let done = 0; done < reports; done += 1) {
    const own = told[Math.floor(rng.next() * told.length)] ?? [];
    const answer = own[Math.floor(rng.next() * own.length)];
    if (answer !== undefined) held[answer] = (held[answer] ?? 0) + 1;
  }
  const squares = held.reduce((sum, each) => sum + each * each, 0);
  const collisions = ((truth - other) / (1 - other)) ** 2 / HASH_FUNCTIONS;
  const errors = held.map((own) => {
    const binomial = own * truth * (1 - truth) + (reports - own) * other * (1 - other);
    const colliding = collisions * (squares - own * own) * other * (1 - other);
    return Math.sqrt(binomial + colliding) / (truth - other);
  });
  const counts = Array.from(held, (own, at) => own + (errors[at] ?? 0) * drawNormal(rng));
  const width = normalHalfWidth(CONFIDENCE);
  const bound = (sign: -1 | 1): number[] =>
    counts.map((count, at) =>
      Math.min(reports, Math.max(0, count + sign * width * (errors[at] ?? 0))),
    );
  return { kind: 'counts', counts, low: bound(-1), high: bound(1), confidence: CONFIDENCE };
}

/** A standard normal number. Source: Box, Muller, "A note on the generation of random normal deviates" (1958). */
const drawNormal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());

/** A thousand million devices: more than any rounding shows. */
const EVERYBODY = 1e9;

/** What infinitely many reports without noise would say. */
export function exactRound(
  weeks: readonly DeviceWeek[],
  { items, answers }: Question,
): CountsResult {
  const shares = new Float64Array(items);
  for (const own of weeks.map(answers))
    for (const answer of own) shares[answer] = (shares[answer] ?? 0) + 1 / own.length;
  const counts = Array.from(shares, (share) => (EVERYBODY * share) / weeks.length);
  return { kind: 'counts', counts, low: counts, high: counts, confidence: CONFIDENCE };
}
