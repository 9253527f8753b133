import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta } from './incomplete-beta.ts';

/** From scipy.special.betainc. */
test.each([
  [0.5, 0.5, 0.1, 0.204832764699133],
  [2, 3, 0.4, 0.5248],
  [63.5, 63.5, 0.6, 0.988470746310582],
  [64, 960, 0.05, 0.0417350498311874],
  [64, 960, 0.09, 0.999470320025474],
  [1, 1000, 0.0001, 0.0951671064414537],
  [159_200, 40_801, 0.797, 0.867462387185112],
  [40, 199_961, 0.00015, 0.0462404882952176],
])('gives I_x(a, b) for a = %s, b = %s, x = %s', (a, b, x, value) => {
  expect(Math.abs(incompleteBeta(a, b, x) / value - 1)).toBeLessThan(1e-9);
});

test('is 0 and 1 at the ends', () => {
  expect([0, 1].map((x) => incompleteBeta(3, 4, x))).toEqual([0, 1]);
});

const shapes = fc.double({ min: 0.01, max: 4e5, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

test('is a probability that grows with x', () => {
  fc.assert(
    fc.property(shapes, shapes, shares, shares, (a, b, x, part) => {
      const value = incompleteBeta(a, b, x);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1 + 1e-8);
      expect(incompleteBeta(a, b, x * part)).toBeLessThanOrEqual(value + 1e-8);
    }),
  );
});
