import {
  type CountEstimate,
  estimateCount,
  type SupportRates,
} from '../../interval/score-interval.ts';
import { normalHalfWidth } from '../../numeric/normal.ts';
import { requireParameter } from '../../parameter-check.ts';
import { type KAryParameters, kAryWeights } from './k-ary-response.ts';

/** P(report = v) if v is held, and if another value is. */
export function kAryRates(parameters: KAryParameters): SupportRates {
  const { truth, other, total } = kAryWeights(parameters);
  return { truth: Number(truth) / Number(total), other: Number(other) / Number(total) };
}

/**
 * How many reporters hold each value: (reported - n q) / (p - q), where p is the chance of the truth and q
 * of one other value. Unbiased. Variance of a value held by x of n:
 * (x p (1 - p) + (n - x) q (1 - q)) / (p - q)^2; for a rare value n (k - 2 + e^epsilon) / (e^epsilon - 1)^2.
 *
 * @param reported how often each value was reported; as long as the alphabet
 * @param confidence of each value's interval by itself, such as 0.95
 * @returns one estimate a value, in counts
 * @throws `privacy/parameters`
 *
 * Source: Wang, Blocki, Li, Jha, "Locally differentially private protocols for frequency estimation"
 * (USENIX Security 2017), section 4.1.
 */
export function kAryEstimate(
  parameters: KAryParameters,
  reported: ArrayLike<number>,
  confidence: number,
): CountEstimate[] {
  requireParameter(reported.length === parameters.values, 'There is one count for each value.');
  const counts = Array.from(reported);
  const reports = counts.reduce((sum, count) => sum + count, 0);
  const rates = kAryRates(parameters);
  const z = normalHalfWidth(confidence);
  return counts.map((supporting) =>
    estimateCount(rates, { reports, supporting, extraVariance: 0 }, z),
  );
}
