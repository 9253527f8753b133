import {
  type CountEstimate,
  estimateCount,
  type SupportRates,
} from '../../interval/score-interval.ts';
import { finish } from '../../finish.ts';
import { binomialTail } from '../../numeric/binomial.ts';
import { normalHalfWidth } from '../../numeric/normal.ts';
import { requireParameter } from '../../parameter-check.ts';
import type { RoundKey } from '../../public-randomness/round-key.ts';
import { kAryRates } from '../k-ary-response/k-ary-estimate.ts';
import { HASH_FUNCTIONS } from './hash-function.ts';
import type { HashedCounts } from './hashed-counts.ts';
import { hashedResponse, type LocalHashingParameters } from './local-hashing.ts';

/** What a round says of its items. */
export interface LocalHashingEstimate {
  /** One entry an item. */
  readonly items: readonly CountEstimate[];
  /**
   * The count from which on an item is surely held by someone: but for a chance of 1 - confidence, none of
   * all items that nobody holds is estimated so high.
   */
  readonly surfacing: number;
}

/** P(a report supports an item) if the reporter holds it; and if it holds another item or none, 1/g. */
export function localHashingRates(parameters: LocalHashingParameters): SupportRates {
  const response = hashedResponse(parameters);
  return { truth: kAryRates(response).truth, other: 1 / response.values };
}

/**
 * Variance of a support, over the draw of the round's functions, for a sum of squared counts of the other
 * items: two items collide under 1/g of all functions, but of the 65,536 of a round only about.
 */
function collisionVariance({ truth, other }: SupportRates, squares: number): number {
  const chance = (truth - other) / (1 - other);
  return (chance * chance * squares * other * (1 - other)) / HASH_FUNCTIONS;
}

/** Sum of squared counts over all items, without bias: the estimates' own variance is taken off. */
function sumOfSquares(estimates: readonly CountEstimate[]): number {
  const sum = estimates.reduce(
    (total, each) => total + each.count ** 2 - each.standardError ** 2,
    0,
  );
  return Math.max(0, sum);
}

/** The smallest support that all items without holders stay below, but for a chance of `risk`. */
function rareSupport(reports: number, other: number, risk: number): number {
  let below = Math.floor(reports * other);
  let rare = reports + 1;
  while (rare - below > 1) {
    const middle = Math.floor((below + rare) / 2);
    // Stryker disable next-line EqualityOperator: no tail is just a risk.
    if (binomialTail(middle, reports, other) <= risk) rare = middle;
    else below = middle;
  }
  return rare;
}

/**
 * The count from which on an item surfaces, see {@link LocalHashingEstimate}.
 *
 * @param squares sum of squared counts over all items, for what collisions add
 */
export function surfacingCount(
  parameters: LocalHashingParameters,
  reports: number,
  confidence: number,
  squares: number,
): number {
  const rates = localHashingRates(parameters);
  const { truth, other } = rates;
  const rare = rareSupport(reports, other, (1 - confidence) / parameters.items);
  const variance = reports * other * (1 - other);
  const widened = Math.sqrt(1 + collisionVariance(rates, squares) / variance);
  return ((rare - 0.5 - reports * other) * widened) / (truth - other);
}

/**
 * How many reporters hold each item: (supporting - n/g) / (p - 1/g), where p is the chance that a report
 * supports the item held. Unbiased over the draw of the round key; a reporter without an item counts for none.
 *
 * **Variance** of an item held by x of n: (x p (1 - p) + (n - x) (1/g) (1 - 1/g) + c) / (p - 1/g)^2, for a rare
 * item close to n * 4 e^epsilon / (e^epsilon - 1)^2 up to epsilon 5.54. c is what collisions under the
 * round's functions add: ((p - 1/g) / (1 - 1/g))^2 (1/g) (1 - 1/g) / 65536 times the squared counts of the
 * other items, estimated from the same reports.
 *
 * **Surfacing**: the support of an item that nobody holds is binomial, n draws of 1/g. Its exact tail is held
 * against (1 - confidence) / items (Bonferroni); the distance to half a report below the first support that
 * is rare enough is widened by what collisions add.
 *
 * @param confidence of each item's interval by itself, and of the surfacing count over all items
 * @throws `privacy/parameters`
 */
export const localHashingEstimate = (
  counts: HashedCounts,
  key: RoundKey,
  confidence: number,
): LocalHashingEstimate => finish(localHashingSteps(counts, key, confidence));

/**
 * {@link localHashingEstimate} in steps, of which each takes a few nanoseconds an item: 10,000 items and 100,000 reports
 * take seconds in all.
 *
 * @throws `privacy/parameters`
 */
export function* localHashingSteps(
  counts: HashedCounts,
  key: RoundKey,
  confidence: number,
): Generator<undefined, LocalHashingEstimate> {
  const z = normalHalfWidth(confidence);
  const { parameters, reports } = counts;
  requireParameter(reports > 0, 'There is one report or more.');
  const rates = localHashingRates(parameters);
  const support = Array.from(yield* counts.support(key));
  const estimate = (supporting: number, extraVariance: number): CountEstimate =>
    estimateCount(rates, { reports, supporting, extraVariance }, z);
  const apart = support.map((supporting) => estimate(supporting, 0));
  const squares = sumOfSquares(apart);
  const items = support.map((supporting, item) => {
    const own = Math.max(0, apart[item]!.count) ** 2;
    return estimate(supporting, collisionVariance(rates, Math.max(0, squares - own)));
  });
  return { items, surfacing: surfacingCount(parameters, reports, confidence, squares) };
}
