import { expect, test } from 'vitest';
import { logGamma } from './log-gamma.ts';

/** From scipy.special.gammaln. */
test.each([
  [0.001, 6.9071788853838534],
  [0.5, 0.5723649429246999],
  [1, 0],
  [3.7, 1.4280723266653881],
  [15, 25.191221182738683],
  [1234.5, 7550.5509010778942],
  [200_000, 2241209.3450086624],
])('gives the logarithm of the gamma function of %s', (x, value) => {
  expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-14 * Math.max(1, value));
});
