import { kAryRates } from '@sotto/privacy';
import type { PublishedRound } from '@sotto/protocol';

/** What a round says of the sum of a number for each device. */
export interface Contrast {
  readonly reports: number;
  readonly sum: number;
  readonly variance: number;
  /** Variance if all reports were of values with numbers of the largest size: known before any report is. */
  readonly largestVariance: number;
}

/**
 * Sum of `numbers[v]` over all devices, v the value that each holds: Σ numbers[v] · count[v], unbiased. A report of v adds
 * numbers[v] / (p - q) but for a constant, p the chance of the truth and q of one other value; so the variance is that of
 * these numbers among the reports, which counts both the devices that happened to report and the noise of each.
 *
 * @param round of k-ary response
 * @param numbers one a value
 */
export function contrast(
  { task: { mechanism }, result, reports }: PublishedRound,
  numbers: readonly number[],
): Contrast {
  if (mechanism.kind !== 'k-ary-response' || result.kind !== 'counts')
    throw new TypeError('A contrast is of k-ary response.');
  const { truth, other } = kAryRates({ ...mechanism, values: mechanism.values.length });
  const gain = truth - other;
  const scaled = numbers.map((each) => each / gain);
  const reported = result.counts.map((count) => (count * gain) / reports + other);
  const over = (of: (number: number) => number): number =>
    scaled.reduce((sum, each, value) => sum + reported[value]! * of(each), 0);
  return {
    reports,
    sum: result.counts.reduce((sum, count, value) => sum + count * numbers[value]!, 0),
    variance: reports * (over((each) => each * each) - over((each) => each) ** 2),
    largestVariance: reports * Math.max(...scaled.map((each) => each * each)),
  };
}
