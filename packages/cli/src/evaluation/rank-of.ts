import type { Rng } from '@sotto/core';

/**
 * The ranks of products among all products, 0 for the first. Products with the same score stand in
 * random order, so that the order of the file gives nothing away.
 *
 * @param scores `-Infinity` for products that are not ranked.
 */
export function ranksOf(scores: Float32Array, targets: readonly number[], rng: Rng): number[] {
  return targets.map((target) => rankOf(scores, target, rng)).sort((a, b) => a - b);
}

function rankOf(scores: Float32Array, target: number, rng: Rng): number {
  const own = scores[target] ?? 0;
  let better = 0;
  let equal = -1;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (score > own) better++;
    else if (score === own) equal++;
  }
  return better + Math.floor(rng.next() * (equal + 1));
}
