import {
  adapterRank,
  checkAdapterExample,
  type AdapterExample,
  type AdapterRank,
} from './adapter-example.ts';

/** Loss and ascent direction of some examples. */
export interface AdapterGradient {
  /** Σ w · 2 (1 − √P(chosen)), as of `fusionLoss`. */
  readonly loss: number;
  /** The direction in which the loss falls fastest; as many numbers as the adapter has. */
  readonly gradient: Float64Array;
}

/**
 * The gradient of an adapter W, by hand. A candidate v scores s = base + pᵀ W v, the candidates of a choice have the chances
 * P = softmax(s), and the loss is that of the fusion, 2 (1 − √P₀) for the chosen one: −∂/∂W = √P₀ · p ⊗ (v₀ − Σ P v), an
 * outer product.
 *
 * @param numbers W, row-major: row i belongs to number i of the profile
 * @throws model/shape where numbers and examples don't fit together
 */
export function adapterGradient(
  examples: readonly AdapterExample[],
  numbers: ArrayLike<number>,
): AdapterGradient {
  const rank = adapterRank(numbers.length);
  const gradient = new Float64Array(numbers.length);
  let loss = 0;
  for (const example of examples) {
    checkAdapterExample(example, rank);
    const scores = scoresOf(example, numbers, rank);
    const total = logTotal(scores);
    const root = Math.exp((scores[0]! - total) / 2);
    loss += example.weight * 2 * (1 - root);
    const chances = scores.map((score) => Math.exp(score - total));
    addOuter(gradient, example.profile, surprise(example, chances, rank), example.weight * root);
  }
  return { loss, gradient };
}

function scoresOf(
  { profile, candidates, base }: AdapterExample,
  numbers: ArrayLike<number>,
  rank: AdapterRank,
): Float64Array {
  const mapped = new Float64Array(rank);
  for (let i = 0; i < rank; i++)
    for (let j = 0; j < rank; j++)
      mapped[j] = mapped[j]! + (profile[i] ?? 0) * (numbers[i * rank + j] ?? 0);
  const scores = Float64Array.from(base);
  for (let at = 0; at < scores.length; at++)
    for (let j = 0; j < rank; j++)
      scores[at] = scores[at]! + mapped[j]! * candidates[at * rank + j]!;
  return scores;
}

/** ln Σ exp(s). */
function logTotal(scores: Float64Array): number {
  const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  return most + Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
}

/** v₀ − Σ P v: how what was chosen differs from what was to be expected. */
function surprise(
  { candidates }: AdapterExample,
  chances: Float64Array,
  rank: AdapterRank,
): Float64Array {
  const difference = Float64Array.from(candidates.subarray(0, rank));
  for (let at = 0; at < chances.length; at++)
    for (let j = 0; j < rank; j++)
      difference[j] = difference[j]! - chances[at]! * candidates[at * rank + j]!;
  return difference;
}

function addOuter(
  sum: Float64Array,
  left: Float32Array,
  right: Float64Array,
  weight: number,
): void {
  for (let i = 0; i < left.length; i++)
    for (let j = 0; j < right.length; j++)
      sum[i * right.length + j] = sum[i * right.length + j]! + weight * left[i]! * right[j]!;
}
