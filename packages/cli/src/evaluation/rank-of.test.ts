import { seededRng } from '@sotto/core';
import { expect, test } from 'vitest';
import { ranksOf } from './rank-of.ts';

test('counts the products with a better score', () => {
  const scores = Float32Array.of(0.1, 0.9, 0.5, -Infinity, 0.7);
  expect(ranksOf(scores, [2], seededRng(1))).toEqual([2]);
  expect(ranksOf(scores, [0, 1], seededRng(1))).toEqual([0, 3]);
});

test('puts a product among its equals at random, every place as likely', () => {
  const rng = seededRng(5);
  const counts = [0, 0, 0, 0];
  for (let draw = 0; draw < 4000; draw++) {
    const [rank = -1] = ranksOf(Float32Array.of(1, 1, 1, 1, 0), [3], rng);
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  // Each count has mean 1000 and deviation 27; five deviations are left in less than 1 of 10^6 seeds.
  expect(Math.max(...counts.map((count) => Math.abs(count - 1000)))).toBeLessThan(137);
});
