import type { ChannelWeights, ItemVectors } from '@sotto/core';
import { addVector, dotProduct } from '@sotto/ranking';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { candidateLogits, softmax } from '../fusion/choice-probabilities.ts';
import { FUSION_CHANNELS } from '../fusion/fusion-weights.ts';

/** What a taste is fitted to. */
export interface TasteTask {
  readonly examples: readonly ChoiceExample[];
  /** Vectors of the examples' candidates, by their numbers. */
  readonly vectors: ItemVectors;
  /** The weights that the taste comes on top of. */
  readonly weights: ChannelWeights;
  /** What scores are multiplied by before the softmax. */
  readonly sharpness: number;
  /** Strength λ of the ridge towards no taste. Above 0. */
  readonly ridge: number;
}

/** One step of a fit. */
export interface TasteStep {
  readonly taste: Float32Array;
  /** No further step would move anything. */
  readonly settled: boolean;
}

/** Share of the taste's own length below which a step is none. */
const SETTLED = 1e-3;

/**
 * One step of gradient ascent for the taste t, a vector over the dimensions of item vectors, up the concave
 *
 * Σ_e w_e ln P_e(chosen) − λ/2 ‖t‖², P_e ∝ n_i exp(κ θ·x_i + t·v_i)
 *
 * over the candidates, which stand for n_i products each: what the channels say already is not learnt twice. Vectors have length 1, so the
 * curvature is at most λ + Σ_e w_e, and the step is 1 over that: it always leads up.
 *
 * @param taste where it begins, as many numbers as vectors have dimensions
 */
export function tasteStep(task: TasteTask, taste: Float32Array): TasteStep {
  const { examples, vectors, weights, sharpness, ridge } = task;
  const gradient = taste.map((each) => -ridge * each);
  let curvature = ridge;
  for (const example of examples) {
    const logits = candidateLogits(example, weights, sharpness);
    for (const [i, item] of example.items.entries()) logits[i]! += dotProduct(vectors, item, taste);
    const { probabilities } = softmax(logits);
    for (const [i, item] of example.items.entries())
      addVector(vectors, item, example.weight * ((i === 0 ? 1 : 0) - probabilities[i]!), gradient);
    curvature += example.weight;
  }
  const moved = Math.hypot(...gradient) / curvature;
  if (!Number.isFinite(moved)) return { taste, settled: true };
  const next = taste.map((each, at) => each + gradient[at]! / curvature);
  return { taste: next, settled: moved <= SETTLED * Math.hypot(...next) };
}

const TASTE = FUSION_CHANNELS.indexOf('taste');

/** The same examples with the values that the channel `taste` gives for a taste. */
export function withTasteValues(
  examples: readonly ChoiceExample[],
  vectors: ItemVectors,
  taste: Float32Array,
): ChoiceExample[] {
  return examples.map((example) => {
    const values = example.values.slice();
    for (const [i, item] of example.items.entries())
      values[i * FUSION_CHANNELS.length + TASTE] = Math.max(0, dotProduct(vectors, item, taste));
    return { ...example, values };
  });
}
