import { bisectUp } from '../numeric/bisect.ts';
import { normalTail, scaledNormalTail } from '../numeric/normal.ts';
import { requireParameter } from '../parameter-check.ts';
import type { Sensitivity } from './sensitivity.ts';
import { meets, type PrivacyTarget, requireDelta, requireEpsilon } from './target.ts';

/** Up to it, two tails are so close that their difference is integrated. */
const NEAR = 0.05;

/** Three points of Gauss and Legendre in [0, 1]: place and weight. */
const NODES = [
  [(1 - Math.sqrt(0.6)) / 2, 5 / 18],
  [1 / 2, 8 / 18],
  [(1 + Math.sqrt(0.6)) / 2, 5 / 18],
] as const;

const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

/** S(from) - S(from + width) of the scaled tail S, whose slope is z S(z) - density, for a small width. */
function tailDrop(from: number, width: number): number {
  return NODES.reduce((sum, [place, weight]) => {
    const z = from + place * width;
    return sum + weight * width * (DENSITY_AT_ZERO - z * scaledNormalTail(z));
  }, 0);
}

function requireMu(mu: number): void {
  requireParameter(mu >= 0 && mu < Infinity, 'Mu is a finite number from 0.');
}

/**
 * Mu of a Gaussian release: distance / sigma. A release is exactly as private as telling which of N(0, 1) and
 * N(mu, 1) one number comes from.
 *
 * @param sensitivity in the L2 norm
 * @param sigma standard deviation of the noise in each coordinate, above 0
 * @throws `privacy/parameters`
 *
 * Source: Dong, Roth, Su, "Gaussian differential privacy" (JRSS B 84, 2022), theorem 2.7.
 */
export function gaussianMu({ distance }: Sensitivity, sigma: number): number {
  requireParameter(sigma > 0 && sigma < Infinity, 'Sigma is a finite number above 0.');
  return distance / sigma;
}

/**
 * Mu of several Gaussian releases together: sqrt(mu1^2 + mu2^2 + ...), exact.
 *
 * @throws `privacy/parameters`
 *
 * Source: Dong, Roth, Su (2022), corollary 3.3.
 */
export function composeMu(mus: readonly number[]): number {
  mus.forEach(requireMu);
  return Math.hypot(...mus);
}

/**
 * The exact delta of Gaussian releases at an epsilon:
 * P(Z > epsilon/mu - mu/2) - e^epsilon P(Z > epsilon/mu + mu/2).
 *
 * With a = epsilon/mu - mu/2 and S(z) = P(Z > z) e^(z^2/2) that is e^(-a^2/2) (S(a) - S(a + mu)), which
 * neither overflows nor loses digits far out.
 *
 * @param mu from {@link gaussianMu} or {@link composeMu}
 * @throws `privacy/parameters`
 *
 * Source: Balle, Wang, "Improving the Gaussian mechanism for differential privacy" (ICML 2018), theorem 8.
 */
export function gaussianDelta(mu: number, epsilon: number): number {
  requireMu(mu);
  requireEpsilon(epsilon);
  if (mu === 0) return 0;
  const near = epsilon / mu - mu / 2;
  // Stryker disable next-line EqualityOperator: at NEAR itself both ways give the same digits.
  if (mu <= NEAR) return Math.exp((-near * near) / 2) * tailDrop(near, mu);
  return normalTail(near) - Math.exp((-near * near) / 2) * scaledNormalTail(near + mu);
}

/**
 * The smallest epsilon of Gaussian releases at a delta, rounded up.
 *
 * @throws `privacy/parameters`
 */
export function gaussianEpsilon(mu: number, delta: number): number {
  requireMu(mu);
  requireDelta(delta);
  const enough = (epsilon: number): boolean => meets(gaussianDelta(mu, epsilon), delta);
  if (enough(0)) return 0;
  return bisectUp(enough).high;
}

/**
 * The largest mu that meets a target, rounded down.
 *
 * @throws `privacy/parameters`
 */
export function gaussianMuFor({ epsilon, delta }: PrivacyTarget): number {
  requireEpsilon(epsilon);
  requireDelta(delta);
  return bisectUp((mu) => !meets(gaussianDelta(mu, epsilon), delta)).low;
}

/**
 * The smallest sigma of Gaussian noise that meets a target over so many releases, rounded up.
 *
 * @param sensitivity of one release, in the L2 norm
 * @param releases a whole number from 1
 * @throws `privacy/parameters`
 */
export function gaussianSigma(
  sensitivity: Sensitivity,
  target: PrivacyTarget,
  releases: number,
): number {
  requireParameter(
    Number.isSafeInteger(releases) && releases >= 1,
    'There is one release or more.',
  );
  const exact = (sensitivity.distance * Math.sqrt(releases)) / gaussianMuFor(target);
  return exact * (1 + 4 * Number.EPSILON);
}
