import { logBinomial } from '../numeric/binomial.ts';
import { bisect } from '../numeric/bisect.ts';
import { requireParameter } from '../parameter-check.ts';
import { meets, type PrivacyTarget, requireDelta, requireEpsilon } from './target.ts';

/** Reports that reach the analyst without order, sender or time. */
export interface ShuffledReports {
  /** How many, the one that is protected included: a whole number from 1 to 10^9. */
  readonly reports: number;
  /** Pure local epsilon of each, above 0 and at most 16. */
  readonly localEpsilon: number;
}

const MAX_LOCAL_EPSILON = 16;

/** Numbers of clones that are less likely than e^-100 are left out; all of them together weigh less than this. */
const LOG_NEGLIGIBLE = -100;
const LEFT_OUT = 1e-34;

/** How likely each number of clones is. */
interface Clones {
  readonly fewest: number;
  /** Of `fewest`, `fewest + 1`, and so on. */
  readonly chances: Float64Array;
}

/** K clones among the other reports: binomial with a chance of e^-localEpsilon each. */
function clones({ reports, localEpsilon }: ShuffledReports): Clones {
  const others = reports - 1;
  const chance = Math.exp(-localEpsilon);
  const rest = -Math.expm1(-localEpsilon);
  const likeliest = Math.min(others, Math.floor(reports * chance));
  const chancesFrom = (first: number, step: 1 | -1): number[] => {
    const found: number[] = [];
    for (let k = first; ; k += step) {
      const log = logBinomial(k, others, chance, rest);
      // Stryker disable next-line EqualityOperator: no chance is e^-100 exactly.
      if (log < LOG_NEGLIGIBLE) return found;
      found.push(Math.exp(log));
    }
  };
  const fewer = chancesFrom(likeliest - 1, -1);
  const chances = Float64Array.from([...fewer.reverse(), ...chancesFrom(likeliest, 1)]);
  return { fewest: likeliest - fewer.length, chances };
}

/**
 * With K clones the analyst sees a of m = K + 1 reports alike. f(a) = P(a) - e^epsilon Q(a) is
 * C(m, a) 2^-m (2/m) (gain a - loss (m - a)): below 0 up to m loss / (gain + loss), above 0 from there on.
 */
interface Crossing {
  readonly gain: number;
  readonly loss: number;
}

function crossing(localEpsilon: number, epsilon: number): Crossing {
  const scale = 1 + Math.exp(localEpsilon);
  return {
    gain: (Math.exp(epsilon) * Math.expm1(localEpsilon - epsilon)) / scale,
    loss: Math.expm1(localEpsilon + epsilon) / scale,
  };
}

/** The first a with f(a) > 0. */
function firstAbove({ gain, loss }: Crossing, m: number): number {
  return Math.min(m, Math.floor((m * loss) / (gain + loss)) + 1);
}

function excess({ gain, loss }: Crossing, m: number, a: number): number {
  return (2 / m) * (gain * a - loss * (m - a));
}

/** C(m, a) 2^-m. */
function coins(m: number, a: number): number {
  return Math.exp(logBinomial(a, m, 0.5, 0.5));
}

/** Sum of all f(a) above 0: delta if there are m - 1 clones. */
function deltaAt(at: Crossing, m: number): number {
  const first = firstAbove(at, m);
  let weight = coins(m, first);
  let sum = weight * Math.max(0, excess(at, m, first));
  for (let a = first + 1; ; a += 1) {
    weight *= (m - a + 1) / a;
    const next = sum + weight * excess(at, m, a);
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * By how much delta falls from m - 1 clones to m. One clone more averages f(a) with f(a - 1), which changes
 * the sum of what is above 0 at the crossing alone: by half of the smaller of f(a) and -f(a - 1) there.
 */
function fall(at: Crossing, m: number): number {
  const a = firstAbove(at, m);
  const weight = coins(m, a);
  const above = weight * excess(at, m, a);
  const below = -((weight * a) / (m - a + 1)) * excess(at, m, a - 1);
  return Math.max(0, Math.min(above, below) / 2);
}

function mixedDelta({ fewest, chances }: Clones, at: Crossing): number {
  let delta = deltaAt(at, fewest + chances.length);
  let sum = LEFT_OUT + chances.at(-1)! * delta;
  for (let i = chances.length - 1; i > 0; i -= 1) {
    delta += fall(at, fewest + i);
    sum += chances[i - 1]! * delta;
  }
  return Math.min(1, sum);
}

function requireShuffle({ reports, localEpsilon }: ShuffledReports): void {
  requireParameter(
    Number.isInteger(reports) && reports >= 1 && reports <= 1e9,
    'The number of reports is a whole number from 1 to 10^9.',
  );
  requireParameter(
    localEpsilon > 0 && localEpsilon <= MAX_LOCAL_EPSILON,
    'The local epsilon lies above 0 and is at most 16.',
  );
}

/**
 * A delta at which shuffled reports are (epsilon, delta) private, under substitution of one person's value.
 *
 * **Condition**: the shuffler does not collude with the analyst, the other reports are honest, and all have
 * pure local epsilon0. With n reports, K of Bin(n - 1, e^-epsilon0) are clones, A of Bin(K, 1/2) of them look
 * like the one value, and D is 1 with the odds e^epsilon0 to 1: no analyst tells the two data sets apart
 * better than (A + D, K - A + 1 - D) from (A + 1 - D, K - A + D). Their divergence is summed exactly over K.
 * What is done with fewer clones can be done with more, and with a larger epsilon0, by tossing coins: so the
 * bound falls with n and grows with epsilon0.
 *
 * At epsilon >= epsilon0 the local guarantee holds by itself and delta is 0.
 *
 * @throws `privacy/parameters`
 *
 * Source: Feldman, McMillan, Talwar, "Hiding among the clones" (FOCS 2021; arXiv 2012.12803, 2020),
 * section 3; the authors sum its divergence with bounds, here it is exact.
 */
export function shuffleDelta(shuffled: ShuffledReports, epsilon: number): number {
  requireShuffle(shuffled);
  requireEpsilon(epsilon);
  if (epsilon >= shuffled.localEpsilon) return 0;
  return mixedDelta(clones(shuffled), crossing(shuffled.localEpsilon, epsilon));
}

/**
 * The smallest epsilon of shuffled reports at a delta, rounded up; at most the local one.
 *
 * @throws `privacy/parameters`
 */
export function shuffleEpsilon(shuffled: ShuffledReports, delta: number): number {
  requireShuffle(shuffled);
  requireDelta(delta);
  const { localEpsilon } = shuffled;
  const spread = clones(shuffled);
  const enough = (epsilon: number): boolean =>
    meets(mixedDelta(spread, crossing(localEpsilon, epsilon)), delta);
  return enough(0) ? 0 : bisect(0, localEpsilon, enough).high;
}

/**
 * The largest local epsilon at which so many shuffled reports meet a target, rounded down; at least the
 * epsilon of the target, and at most 16.
 *
 * @param target its epsilon above 0 and at most 16
 * @throws `privacy/parameters`
 */
export function shuffleLocalEpsilon(reports: number, { epsilon, delta }: PrivacyTarget): number {
  requireShuffle({ reports, localEpsilon: epsilon });
  requireDelta(delta);
  const exceeds = (localEpsilon: number): boolean =>
    !meets(shuffleDelta({ reports, localEpsilon }, epsilon), delta);
  if (!exceeds(MAX_LOCAL_EPSILON)) return MAX_LOCAL_EPSILON;
  return bisect(epsilon, MAX_LOCAL_EPSILON, exceeds).low;
}
