import type { ChannelWeights, ItemVectors } from '@sotto/core';
import { addVector, interestVector } from '@sotto/ranking';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { candidateLogits } from '../fusion/choice-probabilities.ts';
import { FUSION_SHARPNESS, sharpnessOf } from '../fusion/fusion-gradient.ts';
import { FUSION_UNITS, weightScale } from '../fusion/fusion-weights.ts';
import type { AdapterExample, AdapterRank } from './adapter-example.ts';

/**
 * The weights of a shop whose version has an adapter: the channel gets one unit, whatever the fusion has learnt of it, so
 * that an adapter of zeros has a slope to leave them by.
 *
 * @param weights in use
 * @param prior the shop's own
 */
export function withAdapter(weights: ChannelWeights, prior: ChannelWeights): ChannelWeights {
  return { ...weights, adapter: weightScale(prior) * FUSION_UNITS.adapter };
}

/**
 * The same choices as an adapter sees them: `base` is what the softmax of `fusionGradient` takes, and weights add up to 1,
 * so that gradients of all parts are in one unit.
 *
 * @param weights in use, as {@link withAdapter} gives them
 * @param prior the shop's own
 * @returns none where vectors have fewer numbers than the adapter reads
 */
export function adapterExamples(
  examples: readonly ChoiceExample[],
  vectors: ItemVectors,
  weights: ChannelWeights,
  prior: ChannelWeights,
  rank: AdapterRank,
): AdapterExample[] {
  if (vectors.dimensions < rank) return [];
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const sharpness = sharpnessOf(prior);
  const strength = FUSION_SHARPNESS * FUSION_UNITS.adapter;
  return examples.map((example) => {
    const candidates = new Float32Array(example.size * rank);
    example.items.forEach((item, at) => {
      const vector = new Float32Array(vectors.dimensions);
      addVector(vectors, item, 1, vector);
      candidates.set(vector.subarray(0, rank), at * rank);
    });
    return {
      profile: interestVector(example.profile, vectors)
        .subarray(0, rank)
        .map((number) => strength * number),
      candidates,
      base: Float32Array.from(candidateLogits(example, { ...weights, adapter: 0 }, sharpness)),
      weight: example.weight / total,
    };
  });
}
