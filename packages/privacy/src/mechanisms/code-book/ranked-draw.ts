import type { RandomSource } from '../../random/random-source.ts';
import { uniformBelow } from '../../random/uniform.ts';
import { type CodeBookWeights, totalWeight } from './code-book-weights.ts';

/** How many scores are at least `bar`. */
function countFrom(scores: Int32Array, bar: number): number {
  let count = 0;
  for (let i = 0; i < scores.length; i += 1) count += scores[i]! >= bar ? 1 : 0;
  return count;
}

/** The `top`-th largest score. Found bit by bit, so that the work does not depend on the scores. */
function lowestTopScore(scores: Int32Array, top: number): number {
  let bar = -0x8000_0000;
  for (let bit = 31; bit >= 0; bit -= 1) {
    const higher = (bar + (1 << bit)) | 0;
    if (countFrom(scores, higher) >= top) bar = higher;
  }
  return bar;
}

/** Which places hold the `top` highest scores, 1 or 0. Of equal scores the earlier place is higher. */
export function topPlaces(scores: Int32Array, top: number): Uint8Array {
  const bar = lowestTopScore(scores, top);
  const places = new Uint8Array(scores.length);
  let ties = top - countFrom(scores, bar + 1);
  for (let i = 0; i < scores.length; i += 1) {
    const tied = scores[i] === bar && ties > 0;
    ties -= tied ? 1 : 0;
    places[i] = scores[i]! > bar || tied ? 1 : 0;
  }
  return places;
}

/**
 * Draws a place: each of the `top` highest scores with probability favoured/total, each other with
 * other/total, exactly, where total is the sum of the weights. One uniform integer below total.
 *
 * @throws `privacy/randomness`
 */
export function rankedDraw(
  random: RandomSource,
  scores: Int32Array,
  weights: CodeBookWeights,
): number {
  const { top, favoured, other } = weights;
  const draw = uniformBelow(random, totalWeight(weights, scores.length));
  const rest = draw - BigInt(top) * favoured;
  const group = rest < 0n ? 1 : 0;
  const wanted = Number(rest < 0n ? draw / favoured : rest / other);
  const places = topPlaces(scores, top);
  let place = 0;
  let seen = 0;
  for (let i = 0; i < places.length; i += 1) {
    if (places[i] !== group) continue;
    if (seen === wanted) place = i;
    seen += 1;
  }
  return place;
}
