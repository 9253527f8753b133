import type { ChannelWeights } from '@sotto/core';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { candidateScores } from './choice-probabilities.ts';

/**
 * What a list is worth that has one wanted product in it: 1 / log2(1 + rank) of the chosen one (NDCG without an
 * end). The rank is that among all products, as far as the candidates tell: each counts as many times as it
 * stands for, and half where it has the same score. NaN where the chosen one's score is not finite.
 */
export function listGain(example: ChoiceExample, weights: ChannelWeights): number {
  const scores = candidateScores(example, weights);
  const own = scores[0] ?? NaN;
  let rank = Number.isFinite(own) ? 1 : NaN;
  for (const [at, score] of scores.entries()) {
    if (at === 0 || score < own) continue;
    rank += (score > own ? 1 : 0.5) * Math.exp(example.standsFor[at] ?? 0);
  }
  return 1 / Math.log2(1 + rank);
}
