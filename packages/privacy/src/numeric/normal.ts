import { requireParameter } from '../parameter-check.ts';
import { bisectUp } from './bisect.ts';

const SQRT_PI = Math.sqrt(Math.PI);

/** From here on the continued fraction has converged after {@link FRACTION_TERMS} terms. */
const SERIES_END = 1.5;
const FRACTION_TERMS = 200;

/** erf(x) e^(x^2) for small x: a series whose terms all have the sign of x. */
function scaledErf(x: number): number {
  let term = (2 * x) / SQRT_PI;
  let sum = 0;
  for (let n = 1; ; n += 1) {
    const next = sum + term;
    if (next === sum) return sum;
    sum = next;
    term *= (2 * x * x) / (2 * n + 1);
  }
}

/**
 * erfc(x) e^(x^2) for x from -1, within 1e-14 of itself.
 *
 * Source: Abramowitz and Stegun (1964), 7.1.6 and 7.1.14.
 */
function scaledErfc(x: number): number {
  // Stryker disable next-line EqualityOperator: there both ways give the same 14 digits.
  if (x < SERIES_END) return Math.exp(x * x) - scaledErf(x);
  let tail = x;
  for (let n = FRACTION_TERMS; n >= 1; n -= 1) tail = x + n / 2 / tail;
  return 1 / (tail * SQRT_PI);
}

/** P(Z > z) / e^(-z^2/2) of the standard normal distribution for z from -1: stays finite far out. */
export function scaledNormalTail(z: number): number {
  return scaledErfc(z / Math.SQRT2) / 2;
}

/** P(Z > z) of the standard normal distribution, within 1e-13 of itself. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  return Math.exp((-z * z) / 2) * scaledNormalTail(z);
}

/**
 * Half-width, in standard errors, of the two-sided interval of a normal estimate.
 *
 * @param confidence strictly between 0 and 1, such as 0.95 (gives 1.96)
 * @throws `privacy/parameters`
 */
export function normalHalfWidth(confidence: number): number {
  requireParameter(confidence > 0 && confidence < 1, 'Confidence lies between 0 and 1.');
  // Stryker disable next-line EqualityOperator: a neighbouring double is as good.
  return bisectUp((z) => normalTail(z) <= (1 - confidence) / 2).high;
}
