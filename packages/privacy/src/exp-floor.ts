import { requireParameter } from './parameter-check.ts';

/** Largest epsilon of one local report, in millionths. */
export const MAX_MICRO_EPSILON = 16_000_000;

const GUARD_BITS = 96n;
const MILLION = 1_000_000n;

/** The denominator of every likelihood ratio: {@link expFloor} counts in units of 2^-32. */
export const EXP_ONE = 1n << 32n;

/**
 * A whole number N with N / 2^32 <= e^epsilon, and no more than 2 below e^epsilon * 2^32.
 *
 * Every term of the series of e^x is positive and each is rounded down, so the sum can't exceed e^x. No
 * floating-point number takes part, so every engine computes the same N.
 *
 * @param microEpsilon epsilon in millionths, a whole number from 0 to 16,000,000
 * @throws `privacy/parameters`
 */
export function expFloor(microEpsilon: number): bigint {
  requireParameter(
    Number.isInteger(microEpsilon) && microEpsilon >= 0 && microEpsilon <= MAX_MICRO_EPSILON,
    'Epsilon is a whole number of millionths from 0 to 16,000,000.',
  );
  const x = BigInt(microEpsilon);
  let sum = 0n;
  let term = 1n << GUARD_BITS;
  for (let i = 1n; term > 0n; i += 1n) {
    sum += term;
    term = (term * x) / (MILLION * i);
  }
  return sum >> (GUARD_BITS - 32n);
}
