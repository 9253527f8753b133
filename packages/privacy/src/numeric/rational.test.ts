import { expect, test } from 'vitest';
import { requirePositive } from './rational.ts';

test('takes a fraction above 0', () => {
  expect(() => requirePositive({ numerator: 1n, denominator: 1n }, 'Scale')).not.toThrow();
});

test.each([
  [0n, 1n],
  [1n, 0n],
  [-1n, 1n],
  [1n, -1n],
])('refuses %s / %s', (numerator, denominator) => {
  expect(() => requirePositive({ numerator, denominator }, 'Scale')).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
