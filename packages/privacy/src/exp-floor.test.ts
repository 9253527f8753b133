import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXP_ONE, expFloor } from './exp-floor.ts';

/** e, 30 digits behind the point (OEIS A001113). */
const E = 2_718281828459045235360287471353n;
const DIGITS = 10n ** 30n;

test('is 1 at 0, and e at 1 within two units, never above', () => {
  expect(expFloor(0)).toBe(EXP_ONE);
  const exact = (E * EXP_ONE) / DIGITS;
  expect(exact - expFloor(1_000_000)).toBeGreaterThanOrEqual(0n);
  expect(exact - expFloor(1_000_000)).toBeLessThanOrEqual(2n);
});

test('multiplies where exponents add, up to what is rounded down', () => {
  const exponent = fc.integer({ min: 0, max: 8_000_000 });
  fc.assert(
    fc.property(exponent, exponent, (a, b) => {
      const product = expFloor(a) * expFloor(b);
      const sum = expFloor(a + b) * EXP_ONE;
      const slack = 3n * (expFloor(a) + expFloor(b) + EXP_ONE);
      return product <= sum + slack && sum <= product + slack;
    }),
  );
});

/** e^16 from mpmath, rounded down. */
test('reaches to the largest epsilon', () => {
  const exact = (8886110_520507872636763023740781450350n * EXP_ONE) / DIGITS;
  expect(exact - expFloor(16_000_000)).toBeGreaterThanOrEqual(0n);
  expect(exact - expFloor(16_000_000)).toBeLessThanOrEqual(2n);
});

test('grows with its exponent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15_999_999 }), (x) => expFloor(x + 1) > expFloor(x)),
  );
});

test.each([-1, 0.5, 16_000_001, NaN])('refuses %s', (exponent) => {
  expect(() => expFloor(exponent)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
