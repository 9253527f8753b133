import { expect, test } from 'vitest';
import { lowerProbability, upperProbability } from './clopper-pearson.ts';

/** From scipy.stats.beta.ppf. */
test.each([
  [0, 1, 0.025, 0, 0.975],
  [1, 1, 0.025, 0.025, 1],
  [0, 10, 0.025, 0, 0.308497107819],
  [1, 10, 0.025, 0.00252857854446, 0.445016117028],
  [10, 10, 0.025, 0.691502892181, 1],
  [292, 20_000, 0.025, 0.0129835262748, 0.0163597327693],
  [159_200, 200_000, 0.0005, 0.793021360836, 0.798956259531],
  [40, 200_000, 0.0005, 0.000111982269927, 0.000326923159509],
])('bounds %s of %s with an error of %s', (successes, trials, error, low, high) => {
  expect(lowerProbability(successes, trials, error)).toBeCloseTo(low, 10);
  expect(upperProbability(successes, trials, error)).toBeCloseTo(high, 10);
});

test.each([
  [-1, 10, 0.05],
  [11, 10, 0.05],
  [1.5, 10, 0.05],
  [1, 10.5, 0.05],
  [0, 0, 0.05],
  [1, 10, 0],
  [1, 10, 1],
])('refuses %s of %s with an error of %s', (successes, trials, error) => {
  const refusal = expect.objectContaining({ code: 'privacy/parameters' }) as Error;
  expect(() => lowerProbability(successes, trials, error)).toThrow(refusal);
  expect(() => upperProbability(successes, trials, error)).toThrow(refusal);
});
