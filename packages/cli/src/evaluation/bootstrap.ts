import { seededRng } from '@sotto/core';

/** A mean with the interval that covers the true one 95 times of 100. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Samples drawn. */
const REPLICATES = 1000;

/**
 * The mean of values and its 95 % interval by the percentile bootstrap over users.
 *
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
 *
 * @param values one a user.
 * @param seed the same seed gives the same interval.
 */
export function bootstrapMean(values: Float64Array, seed: number): Estimate {
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const rng = seededRng(seed);
  const means = Float64Array.from({ length: REPLICATES }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      sum += values[Math.floor(rng.next() * values.length)] ?? 0;
    }
    return sum / values.length;
  }).sort();
  return { mean: meanOf(values), ...middle(means) };
}

/**
 * Figures of a crowd and their 95 % intervals by the percentile bootstrap over users: all are computed on the same
 * draws of users, so differences of what the same users had are as sure as they are.
 *
 * Source: as of {@link bootstrapMean}.
 *
 * @param users how many there are
 * @param figures from how often each user counts; the estimate's mean is of each once
 * @param seed the same seed gives the same intervals.
 */
export function bootstrapFigures(
  users: number,
  figures: (weights: Float64Array) => readonly number[],
  seed: number,
): Estimate[] {
  const rng = seededRng(seed);
  const draws = Array.from({ length: REPLICATES }, () => {
    const weights = new Float64Array(users);
    for (let drawn = 0; drawn < users; drawn++) {
      const user = Math.floor(rng.next() * users);
      weights[user] = (weights[user] ?? 0) + 1;
    }
    return figures(weights);
  });
  return figures(new Float64Array(users).fill(1)).map((mean, at) => {
    const sorted = Float64Array.from(draws, (draw) => draw[at] ?? 0).sort();
    return { mean, ...middle(sorted) };
  });
}

/** The ends between which 95 % of sorted values lie. */
const middle = (sorted: Float64Array) => ({
  low: sorted[Math.floor(sorted.length * 0.025)] ?? 0,
  high: sorted[Math.ceil(sorted.length * 0.975) - 1] ?? 0,
});

/** Arithmetic mean; 0 of nothing. */
export function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
