import { normalHalfWidth } from '@sotto/privacy';
import type { Result } from '@sotto/protocol';

/** Published counts of one round. */
export type CountsResult = Extract<Result, { readonly kind: 'counts' }>;

/** Estimated counts whose noise is about the same for each: local hashing gives such. */
export interface NoisyCounts {
  /** Unbiased; may lie below 0. */
  readonly counts: Float64Array;
  /** Standard error of each. */
  readonly standardError: number;
}

/**
 * Adds the rounds up, each older one for less.
 *
 * The standard error of a round is read from its intervals: half of their widths above the estimate are at most so
 * many standard errors. That is the noise of an item that few hold; that of a popular one is larger by little.
 *
 * @param rounds of one task, newest first; at least one
 * @param keep what a round counts for after another one, 0 to 1
 * @throws privacy/parameters where a confidence is none
 */
export function sumRounds(rounds: readonly CountsResult[], keep: number): NoisyCounts {
  const counts = new Float64Array(rounds[0]?.counts.length ?? 0);
  let variance = 0;
  rounds.forEach((round, age) => {
    const weight = keep ** age;
    round.counts.forEach((count, at) => (counts[at] = (counts[at] ?? 0) + weight * count));
    variance += (weight * roundError(round)) ** 2;
  });
  return { counts, standardError: Math.sqrt(variance) };
}

function roundError({ counts, high, confidence }: CountsResult): number {
  const widths = Float64Array.from(counts, (count, at) => (high[at] ?? count) - count).sort();
  return (widths[widths.length >> 1] ?? 0) / normalHalfWidth(confidence);
}
