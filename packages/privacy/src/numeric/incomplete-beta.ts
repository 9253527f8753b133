import { logGamma } from './log-gamma.ts';

const MOST_TERMS = 100_000;

/**
 * The continued fraction of the incomplete beta function, by the method of Lentz. Up to x = (a + 1) / (a + b + 2)
 * each denominator is positive, and none comes nearer to 0 than about 1 / (a + b).
 */
function fraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  // Stryker disable next-line EqualityOperator: no fraction needs so many.
  for (let m = 1; m <= MOST_TERMS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    value *= d * c;
    // Stryker disable next-line EqualityOperator: no two doubles near 1 differ by just that.
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

/**
 * The regularised incomplete beta function I_x(a, b): P(X <= x) for X of the beta distribution, and
 * P(Bin(n, x) >= a) for whole a and b = n - a + 1. Within 1e-9 of itself for a + b up to 10^6.
 *
 * @param a above 0
 * @param b above 0
 * @param x from 0 to 1
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17.4 and 8.17.22.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, 1 - x);
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(front) * fraction(a, b, x)) / a;
}
