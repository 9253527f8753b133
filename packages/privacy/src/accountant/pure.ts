import { logBinomial } from '../numeric/binomial.ts';
import { bisect } from '../numeric/bisect.ts';
import { requireParameter } from '../parameter-check.ts';
import { meets, requireDelta, requireEpsilon } from './target.ts';

/** The same pure guarantee again and again, each release chosen after the ones before if need be. */
export interface PureReleases {
  /** Of one release, from 0 to 50. */
  readonly epsilon: number;
  /** How many, a whole number from 1 to 100,000. */
  readonly releases: number;
}

/**
 * Epsilon of several pure releases together: their sum, in millionths, exact.
 *
 * @throws `privacy/parameters`
 *
 * Source: Dwork, Roth, "The algorithmic foundations of differential privacy" (2014), theorem 3.16.
 */
export function basicComposition(microEpsilons: readonly number[]): number {
  const sum = microEpsilons.reduce((total, each) => total + each, 0);
  requireParameter(
    microEpsilons.every((each) => Number.isSafeInteger(each) && each >= 0) &&
      Number.isSafeInteger(sum),
    'Each epsilon is a whole number of millionths from 0.',
  );
  return sum;
}

function requireReleases({ epsilon, releases }: PureReleases): void {
  requireParameter(epsilon >= 0 && epsilon <= 50, 'Epsilon of one release lies between 0 and 50.');
  requireParameter(
    Number.isInteger(releases) && releases >= 1 && releases <= 100_000,
    'The number of releases is a whole number from 1 to 100,000.',
  );
}

/**
 * The exact delta at which releases of pure epsilon0 are (epsilon, delta) private together:
 * sum over l of [P(l) - e^epsilon P(k - l)]+, where P is binomial over k releases with the odds e^epsilon0.
 *
 * Every pure mechanism is what randomised response with the same epsilon0 becomes by post-processing, and of
 * k such responses the number of true ones says all. Every term is positive, so nothing cancels. The source
 * states it at epsilon = (k - 2i) epsilon0; between those points this is the same sum.
 *
 * @throws `privacy/parameters`
 *
 * Source: Kairouz, Oh, Viswanath, "The composition theorem for differential privacy" (ICML 2015),
 * theorem 3.3.
 */
export function optimalCompositionDelta(pure: PureReleases, epsilon: number): number {
  requireReleases(pure);
  requireEpsilon(epsilon);
  const { epsilon: local, releases } = pure;
  const truth = 1 / (1 + Math.exp(-local));
  const lie = 1 / (1 + Math.exp(local));
  let delta = 0;
  for (let lies = 0; (releases - 2 * lies) * local > epsilon; lies += 1) {
    const gain = -Math.expm1(epsilon - (releases - 2 * lies) * local);
    delta += gain * Math.exp(logBinomial(lies, releases, lie, truth));
  }
  return Math.min(delta, 1);
}

/**
 * The smallest epsilon that releases of pure epsilon0 have together at a delta, rounded up. Never above the
 * sum of {@link basicComposition}.
 *
 * @throws `privacy/parameters`
 */
export function optimalCompositionEpsilon(pure: PureReleases, delta: number): number {
  requireDelta(delta);
  const above = (epsilon: number): boolean => meets(optimalCompositionDelta(pure, epsilon), delta);
  return above(0) ? 0 : bisect(0, pure.epsilon * pure.releases, above).high;
}
