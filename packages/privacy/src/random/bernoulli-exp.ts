import type { Rational } from '../numeric/rational.ts';
import { requireParameter } from '../parameter-check.ts';
import { bernoulli } from './bernoulli.ts';
import type { RandomSource } from './random-source.ts';

/** {@link bernoulliExp} for p/q from 0 to 1. */
function bernoulliExpFraction(random: RandomSource, p: bigint, q: bigint): boolean {
  let tries = 1n;
  while (bernoulli(random, p, q * tries)) tries += 1n;
  return (tries & 1n) === 1n;
}

/**
 * True with probability e^-gamma, exactly.
 *
 * *Proof.* For gamma <= 1 the loop makes more than k tries with probability gamma^k / k!, so it stops at an
 * odd one with 1 - gamma + gamma^2/2! - ... = e^-gamma. A larger gamma is a sum of ones and a rest, and the
 * draws for its parts are independent. ∎
 *
 * @param gamma from 0
 * @throws `privacy/parameters`, `privacy/randomness`
 *
 * Source: Canonne, Kamath, Steinke, "The discrete Gaussian for differential privacy" (NeurIPS 2020),
 * algorithm 1.
 */
export function bernoulliExp(random: RandomSource, { numerator, denominator }: Rational): boolean {
  requireParameter(numerator >= 0n && denominator > 0n, 'A rate of decay is a fraction from 0.');
  for (let left = numerator / denominator; left > 0n; left -= 1n)
    if (!bernoulliExpFraction(random, 1n, 1n)) return false;
  return bernoulliExpFraction(random, numerator % denominator, denominator);
}
