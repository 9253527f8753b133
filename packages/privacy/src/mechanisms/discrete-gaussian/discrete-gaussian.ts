import { type Rational, requirePositive } from '../../numeric/rational.ts';
import { bernoulliExp } from '../../random/bernoulli-exp.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { discreteLaplace } from '../discrete-laplace/discrete-laplace.ts';

/** The largest whole number whose square is not above `square`. */
export function squareRootFloor(square: bigint): bigint {
  if (square < 2n) return square;
  // Newton from above falls until it reaches the root.
  let root = 1n << BigInt((square.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + square / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * Discrete Gaussian noise, exactly: P(x) in proportion to e^(-x^2 / (2 sigma^2)), for whole x.
 *
 * **Guarantee**: a sum of whole numbers plus this noise in every coordinate has D^2 / (2 sigma^2) zCDP, and
 * so (epsilon, delta) differential privacy by `zcdpDelta`; in one coordinate `discreteGaussianDelta` is
 * exact. **Condition**: a neighbour moves the sum by at most D in the L2 norm. **Randomness**: whole numbers
 * uniform below rational bounds, from `random`; no logarithm, no floating-point number.
 *
 * *Proof.* Of the guarantee: theorem 4 of the source. Of the draw: with t = floor(sigma) + 1, Y is discrete
 * Laplace of scale t and is kept with probability e^(-(|Y| - sigma^2/t)^2 / (2 sigma^2)). The product is in
 * proportion to e^(-|y|/t - (y^2 - 2|y| sigma^2/t) / (2 sigma^2)) = e^(-y^2 / (2 sigma^2)). With
 * sigma^2 = a/b the exponent is the fraction (|Y| b t - a)^2 / (2 a b t^2). ∎
 *
 * **Error**: variance at most sigma^2 a coordinate, within 1e-6 of it from sigma = 1 on. Fewer than two
 * draws are thrown away on average.
 *
 * @param sigmaSquared above 0
 * @returns the noise; the caller adds it
 * @throws `privacy/parameters`, `privacy/randomness`; then nothing may be published
 *
 * Source: Canonne, Kamath, Steinke, "The discrete Gaussian for differential privacy" (NeurIPS 2020),
 * algorithm 3.
 */
export function discreteGaussian(random: RandomSource, sigmaSquared: Rational): bigint {
  requirePositive(sigmaSquared, 'Sigma squared');
  const { numerator: a, denominator: b } = sigmaSquared;
  const t = squareRootFloor(a / b) + 1n;
  for (;;) {
    const y = discreteLaplace(random, { numerator: t, denominator: 1n });
    // Stryker disable next-line EqualityOperator: zero has no sign.
    const miss = (y < 0n ? -y : y) * b * t - a;
    if (bernoulliExp(random, { numerator: miss * miss, denominator: 2n * a * b * t * t })) return y;
  }
}
