import type { ChannelWeights } from '@sotto/core';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { FUSION_CHANNELS } from './fusion-weights.ts';

/** The score of each candidate of an example under weights, the chosen one first. */
export function candidateScores(
  { values, size }: Pick<ChoiceExample, 'values' | 'size'>,
  weights: ChannelWeights,
): Float64Array {
  const columns = FUSION_CHANNELS.map((name) => weights[name]);
  const scores = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let score = 0;
    for (let at = 0; at < columns.length; at++)
      score += (columns[at] ?? 0) * (values[i * columns.length + at] ?? 0);
    scores[i] = score;
  }
  return scores;
}

/** `sharpness` times the score of each candidate, with the logarithm of how many products it stands for. */
export function candidateLogits(
  example: ChoiceExample,
  weights: ChannelWeights,
  sharpness: number,
): Float64Array {
  const { standsFor } = example;
  return candidateScores(example, weights).map(
    (score, at) => sharpness * score + (standsFor[at] ?? 0),
  );
}

/** The chance of each candidate to be chosen, the chosen one first. */
export function choiceProbabilities(
  example: ChoiceExample,
  weights: ChannelWeights,
  sharpness: number,
): Float64Array {
  return softmax(candidateLogits(example, weights, sharpness)).probabilities;
}

/** What {@link softmax} gives. */
interface Softmax {
  /** They add up to 1. */
  readonly probabilities: Float64Array;
  /** −ln of the first, at least 0. */
  readonly loss: number;
}

/** Softmax with the loss of choosing the first. Never overflows; NaN in, NaN out. */
export function softmax(logits: Float64Array): Softmax {
  let top = -Infinity;
  for (const logit of logits) top = Math.max(top, logit);
  const probabilities = logits.map((logit) => Math.exp(logit - top));
  let sum = 0;
  for (const each of probabilities) sum += each;
  return {
    probabilities: probabilities.map((each) => each / sum),
    loss: Math.log(sum) - ((logits[0] ?? NaN) - top),
  };
}
