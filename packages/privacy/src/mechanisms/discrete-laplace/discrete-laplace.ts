import { type Rational, requirePositive } from '../../numeric/rational.ts';
import { bernoulli } from '../../random/bernoulli.ts';
import { bernoulliExp } from '../../random/bernoulli-exp.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { uniformBelow } from '../../random/uniform.ts';

const ONE: Rational = { numerator: 1n, denominator: 1n };

/** A whole number x >= 0 with probability in proportion to e^(-x/t). */
function geometric(random: RandomSource, t: bigint): bigint {
  for (;;) {
    const rest = uniformBelow(random, t);
    if (!bernoulliExp(random, { numerator: rest, denominator: t })) continue;
    let rounds = 0n;
    while (bernoulliExp(random, ONE)) rounds += 1n;
    return rest + t * rounds;
  }
}

/**
 * Discrete Laplace noise, exactly: P(x) = (1 - r) / (1 + r) * r^|x| with r = e^(-1/scale), for whole x.
 *
 * **Guarantee**: a sum of whole numbers plus this noise in every coordinate has pure epsilon differential
 * privacy. **Condition**: the sum is protected by nothing else that depends on it, a neighbour moves it by
 * at most D in the L1 norm, and scale >= D / epsilon, see `discreteLaplaceScale`. **Randomness**: whole
 * numbers uniform below rational bounds, from `random`; no logarithm, no floating-point number.
 *
 * *Proof.* Shifting x by one changes r^|x| by a factor of at most 1/r = e^(1/scale); the L1 norm counts the
 * shifts. The draw is exact: with scale t/s, X = U + tV with U uniform in [0, t) kept with probability
 * e^(-U/t), and V with P(V >= v) = e^-v, has P(X = x) in proportion to e^(-x/t); then floor(X/s) = y in
 * proportion to e^(-ys/t). A sign is drawn, and minus zero is drawn again, so that 0 counts once. ∎
 *
 * **Error**: variance 2r / (1 - r)^2 a coordinate, close to 2 scale^2 from scale 1 on.
 *
 * @param scale above 0
 * @returns the noise; the caller adds it
 * @throws `privacy/parameters`, `privacy/randomness`; then nothing may be published
 *
 * Source: Canonne, Kamath, Steinke (NeurIPS 2020), algorithm 2; Ghosh, Roughgarden, Sundararajan,
 * "Universally utility-maximizing privacy mechanisms" (STOC 2009).
 */
export function discreteLaplace(random: RandomSource, scale: Rational): bigint {
  requirePositive(scale, 'The scale');
  for (;;) {
    const size = geometric(random, scale.numerator) / scale.denominator;
    const negative = bernoulli(random, 1n, 2n);
    if (!negative) return size;
    if (size !== 0n) return -size;
  }
}
