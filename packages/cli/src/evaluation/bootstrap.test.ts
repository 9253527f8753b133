import { seededRng } from '@sotto/core';
import { expect, test } from 'vitest';
import { bootstrapFigures, bootstrapMean } from './bootstrap.ts';

test('covers the true mean about 95 times of 100', { timeout: 60_000 }, () => {
  const rng = seededRng(11);
  const trials = 300;
  let covered = 0;
  for (let trial = 0; trial < trials; trial++) {
    const hits = Float64Array.from({ length: 200 }, () => (rng.next() < 0.3 ? 1 : 0));
    const { low, high } = bootstrapMean(hits, trial);
    if (low <= 0.3 && 0.3 <= high) covered++;
  }
  // At 95 % coverage 300 trials have deviation 3.8; below 0.9 or above 0.99 is under 1 of 1,000 seeds.
  expect(covered / trials).toBeGreaterThan(0.9);
  expect(covered / trials).toBeLessThan(0.99);
});

test('gives the same interval for the same seed, with the mean inside', () => {
  const values = Float64Array.of(0, 0, 1, 0, 1, 1, 0.5);
  const estimate = bootstrapMean(values, 3);
  expect(bootstrapMean(values, 3)).toEqual(estimate);
  expect(estimate.mean).toBe(0.5);
  expect(estimate.low).toBeLessThan(0.5);
  expect(estimate.high).toBeGreaterThan(0.5);
});

test('gives zeros of nothing', () => {
  expect(bootstrapMean(new Float64Array(), 1)).toEqual({ mean: 0, low: 0, high: 0 });
});

test('of one figure, the mean, gives the interval of the mean', () => {
  const values = Float64Array.of(0, 0, 1, 0, 1, 1, 0.5, 0.25);
  const meanBy = (weights: Float64Array) => [
    weights.reduce((sum, weight, at) => sum + weight * values[at]!, 0) / values.length,
  ];
  const [estimate] = bootstrapFigures(values.length, meanBy, 3);
  expect(estimate).toEqual(bootstrapMean(values, 3));
});

const ofFirst = (weights: Float64Array) => [weights[0]!, weights[0]! + 1];

test('draws the same users for all figures', () => {
  const [one, next] = bootstrapFigures(5, ofFirst, 9);
  expect(next).toEqual({ mean: one!.mean + 1, low: one!.low + 1, high: one!.high + 1 });
  expect(one!.low).toBe(0);
});
