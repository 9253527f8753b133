import type { ChannelWeights } from '@sotto/core';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { listGain } from '../fusion/list-gain.ts';

/** 0: nothing to tell; 1: worse; 2: the same; 3: better. The values of the measure `version-vote`. */
export type Vote = 0 | 1 | 2 | 3;

/** Mean gain within which two versions count as the same. Moving from rank 20 to 19 is a gain of 0.003. */
export const VOTE_BAND = 0.002;

/**
 * Whether a candidate would have put what the shopper went on to higher than the current version did: the
 * mean of {@link listGain} under both.
 *
 * @param examples with the values that the current version gives
 * @param candidateExamples the same examples with the values that the candidate gives. Default: `examples`,
 *   where the two differ in weights alone
 */
export function vote(
  examples: readonly ChoiceExample[],
  current: ChannelWeights,
  candidate: ChannelWeights,
  candidateExamples: readonly ChoiceExample[] = examples,
): Vote {
  let difference = 0;
  let total = 0;
  for (const [at, example] of examples.entries()) {
    const other = candidateExamples[at];
    if (other === undefined) continue;
    difference += example.weight * (listGain(other, candidate) - listGain(example, current));
    total += example.weight;
  }
  const mean = difference / total;
  if (!Number.isFinite(mean)) return 0;
  if (Math.abs(mean) <= VOTE_BAND) return 2;
  return mean > 0 ? 3 : 1;
}
