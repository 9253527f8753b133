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
  let gained = 0;
  let best = 0;
  for (let target = 0; target < fitCase.targets; target++) {
    const rank = rankOf(fitCase, target, weights);
    if (rank < LIST_LENGTH) gained += 1 / Math.log2(rank + 2);
    if (target < LIST_LENGTH) best += 1 / Math.log2(target + 2);
  }
  return best === 0 ? 0 : gained / best;
}

/**
 * Products before `target`, counted up to the length of the list: all others with at least its score,
 * other targets with a better one.
 */
function rankOf(fitCase: FitCase, target: number, weights: Float64Array): number {
  const own = scoreOf(fitCase, target, weights);
  let rank = 0;
  for (let i = 0; i < fitCase.size && rank < LIST_LENGTH; i++) {
    if (i === target) continue;
    const score = scoreOf(fitCase, i, weights);
    const wins = score > own || (score === own && (i >= fitCase.targets || i < target));
    if (wins) rank++;
  }
  return rank;
}

function scoreOf({ values }: FitCase, item: number, weights: Float64Array): number {
  let score = 0;
  const start = item * weights.length;
  for (let channel = 0; channel < weights.length; channel++) {
    score += (weights[channel] ?? 0) * (values[start + channel] ?? 0);
  }
  return score;
}
