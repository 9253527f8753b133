import { expect, test } from 'vitest';
import { normalHalfWidth, normalTail } from './normal.ts';

/** From tables of the normal distribution: scipy.stats.norm.sf gives the same. */
test.each([
  [0, 0.5],
  [-1, 0.841344746068543],
  [1, 0.158655253931457],
  [3, 0.00134989803163009],
  [5, 2.86651571879194e-7],
])('gives the tail beyond %s', (z, tail) => {
  expect(normalTail(z) / tail).toBeCloseTo(1, 11);
});

test.each([
  [0.5, 0.674489750196082],
  [0.95, 1.95996398454005],
  [0.99, 2.5758293035489],
])('gives the half-width of the %s interval', (confidence, width) => {
  expect(normalHalfWidth(confidence)).toBeCloseTo(width, 10);
});

test.each([0, 1, NaN])('refuses a confidence of %s', (confidence) => {
  expect(() => normalHalfWidth(confidence)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
