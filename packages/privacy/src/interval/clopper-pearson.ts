import { bisect } from '../numeric/bisect.ts';
import { incompleteBeta } from '../numeric/incomplete-beta.ts';
import { requireParameter } from '../parameter-check.ts';

function requireShare(successes: number, trials: number, error: number): void {
  requireParameter(
    Number.isInteger(successes) &&
      Number.isInteger(trials) &&
      0 <= successes &&
      successes <= trials &&
      trials >= 1,
    'Successes are some of at least one trial.',
  );
  requireParameter(error > 0 && error < 1, 'An error probability lies between 0 and 1.');
}

/**
 * Lower bound of a probability: above the truth with a chance of at most `error`, whatever the truth.
 *
 * @throws `privacy/parameters`
 *
 * Source: Clopper, Pearson, "The use of confidence or fiducial limits illustrated in the case of the
 * binomial" (Biometrika 26, 1934).
 */
export function lowerProbability(successes: number, trials: number, error: number): number {
  requireShare(successes, trials, error);
  if (successes === 0) return 0;
  const chance = (p: number): number => incompleteBeta(successes, trials - successes + 1, p);
  // Stryker disable next-line EqualityOperator: a neighbouring double is as good a bound.
  return bisect(0, 1, (p) => chance(p) > error).low;
}

/**
 * Upper bound of a probability: below the truth with a chance of at most `error`, whatever the truth.
 *
 * @throws `privacy/parameters`
 */
export function upperProbability(successes: number, trials: number, error: number): number {
  return 1 - lowerProbability(trials - successes, trials, error);
}
