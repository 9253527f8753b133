import type { FitCase } from './fit-cases.ts';

const LIST_LENGTH = 10;

/**
 * Mean NDCG@10 of cases under weights. Of equal scores the targets stand last, so that weights that
 * tell nothing apart gain nothing.
 *
 * @param weights one for each channel, in the order of the cases' values.
 */
export function meanNdcg(cases: readonly FitCase[], weights: Float64Array): number {
  let sum = 0;
  for (const fitCase of cases) sum += ndcg(fitCase, weights);
  return cases.length === 0 ? 0 : sum / cases.length;
}

function ndcg(fitCase: FitCase, weights: Float64Array): number {
  const { size, targets } = fitCase;
  const scores = new Float64Array(size);
  for (let channel = 0; channel < weights.length; channel++) {
    const weight = weights[channel] ?? 0;
    if (weight === 0) continue;
    const start = channel * size;
    for (let i = 0; i < size; i++) {
      scores[i] = (scores[i] ?? 0) + weight * (fitCase.values[start + i] ?? 0);
    }
  }
  let gained = 0;
  let best = 0;
  for (let target = 0; target < targets; target++) {
    const rank = rankOf(scores, target, targets);
    if (rank < LIST_LENGTH) gained += 1 / Math.log2(rank + 2);
    if (target < LIST_LENGTH) best += 1 / Math.log2(target + 2);
  }
  return gained / best;
}

/** Products before `target`: all others with at least its score, other targets with a better one. */
function rankOf(scores: Float64Array, target: number, targets: number): number {
  const own = scores[target] ?? 0;
  let rank = 0;
  for (let i = 0; i < targets; i++) {
    const score = scores[i] ?? 0;
    if (score > own || (score === own && i < target)) rank++;
  }
  for (let i = targets; i < scores.length; i++) if ((scores[i] ?? 0) >= own) rank++;
  return rank;
}
