import {
  add,
  exp,
  logSoftmax,
  matMul,
  mul,
  reshape,
  slice,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tensor3d,
  type Scalar,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { AdapterExample, AdapterRank } from '../../adapter/adapter-example.ts';

/** Score of a row that is no candidate: e to it is 0. */
const NONE = -1e9;

/**
 * The loss of an adapter W as a graph of tensors: Σ w · 2 (1 − √P(chosen)), as of `adapterGradient`. Examples are padded
 * to the same number of candidates, so that there is one graph for all.
 */
export function adapterLoss(
  examples: readonly AdapterExample[],
  rank: AdapterRank,
): (numbers: Tensor2D) => Scalar {
  const most = Math.max(...examples.map(({ base }) => base.length));
  const candidates = new Float32Array(examples.length * most * rank);
  const base = new Float32Array(examples.length * most).fill(NONE);
  examples.forEach((example, at) => {
    candidates.set(example.candidates, at * most * rank);
    base.set(example.base, at * most);
  });
  const profiles = tensor2d(
    examples.flatMap(({ profile }) => [...profile]),
    [examples.length, rank],
  );
  const rows = tensor3d(candidates, [examples.length, most, rank]);
  const bases = tensor2d(base, [examples.length, most]);
  const weights = tensor1d(examples.map(({ weight }) => weight));
  return (numbers) => {
    const mapped = reshape(matMul(profiles, numbers), [examples.length, 1, rank]);
    const scores = add(bases, sum(mul(rows, mapped), 2));
    const chosen = reshape(slice(logSoftmax(scores), [0, 0], [-1, 1]), [examples.length]);
    return mul(2, sum(mul(weights, sub(1, exp(mul(chosen, 0.5))))));
  };
}
