import { expect, test } from 'vitest';
import { WORDS } from './code-book-parameters.ts';
import { codeBookPlan, totalWeight } from './code-book-weights.ts';

/** e to the epsilon, 30 digits behind the point, rounded down (mpmath). */
const EXPONENTIALS: readonly (readonly [number, bigint])[] = [
  [500_000, 1_648721270700128146848650787814n],
  [1_000_000, 2_718281828459045235360287471352n],
  [2_000_000, 7_389056098930650227230427460575n],
  [4_000_000, 54_598150033144239078110261202860n],
  [5_000_000, 148_413159102576603421115580040552n],
  [8_000_000, 2980_957987041728274743592099452888n],
  [16_000_000, 8886110_520507872636763023740781450350n],
];

test.each(EXPONENTIALS)(
  'keeps every ratio of probabilities within e^epsilon at %s',
  (epsilon, exp) => {
    const plan = codeBookPlan(epsilon);
    const { top, favoured, other } = plan;
    const total = totalWeight(plan, WORDS);
    expect(total).toBe(BigInt(top) * favoured + BigInt(WORDS - top) * other);
    expect(favoured * 10n ** 30n <= exp * other).toBe(true);
    // Nor is accuracy given away: two units of 2^-32 more would be too much.
    expect((favoured + 3n) * 10n ** 30n > exp * other).toBe(true);
    // A report of nothing has 1/1024, which lies between the two.
    expect(BigInt(WORDS) * other <= total && total <= BigInt(WORDS) * favoured).toBe(true);
    expect(top >= 1 && top < WORDS).toBe(true);
  },
);

/** Best numbers of favoured words by exhaustive search with scipy's normal distribution. */
test.each([
  [500_000, 431],
  [1_000_000, 354],
  [2_000_000, 221],
  [4_000_000, 66],
  [5_000_000, 33],
  [6_000_000, 15],
  [8_000_000, 3],
  [16_000_000, 1],
])('favours nearly as many words as are best at %s', (epsilon, best) => {
  expect(Math.abs(codeBookPlan(epsilon).top - best)).toBeLessThanOrEqual(1 + 0.04 * best);
});

/** Computed with Python's fractions from the definition of the rule. */
test('favours these very numbers of words, on which client and server must agree', () => {
  const tops = [1, 1e6, 2e6, 3e6, 4e6, 5e6, 6e6, 8e6, 16e6].map((each) => codeBookPlan(each).top);
  expect(tops).toEqual([499, 351, 223, 127, 64, 33, 16, 3, 1]);
});

const bend = (epsilon: number): number => {
  const { numerator, denominator } = codeBookPlan(epsilon).bend;
  return numerator / denominator;
};

test('bends by (t^2 - 1) / 3 for the threshold of the favoured words', () => {
  // 64 of 1,024 lie above 1.534 standard deviations, 499 above 0.032.
  expect(Math.abs(bend(4e6) - (1.534 ** 2 - 1) / 3)).toBeLessThan(0.04);
  expect(Math.abs(bend(1) - (0.032 ** 2 - 1) / 3)).toBeLessThan(0.01);
});

test.each([-1, 0.5, 16_000_001])('refuses an epsilon of %s', (epsilon) => {
  expect(() => codeBookPlan(epsilon)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
