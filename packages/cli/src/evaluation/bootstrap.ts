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
  return {
    mean: meanOf(values),
    low: means[Math.floor(REPLICATES * 0.025)] ?? 0,
    high: means[Math.ceil(REPLICATES * 0.975) - 1] ?? 0,
  };
}

/** Arithmetic mean; 0 of nothing. */
export function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
