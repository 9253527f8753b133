import type { RandomSource } from '../../random/random-source.ts';
import { uniformBelow } from '../../random/uniform.ts';
import { type CodeBookWeights, totalWeight } from './code-book-weights.ts';

/** With this bit turned, whole numbers of 32 bits rank by their bits from the highest to the lowest. */
const SIGN = 0x8000_0000;

/**
 * The `top`-th largest score, and how many scores equal to it are among the `top`. Found byte by byte, so
 * that the work does not depend on the scores.
 */
function lowestTop(
  scores: Int32Array,
  top: number,
): { readonly bar: number; readonly ties: number } {
  const counts = new Int32Array(256);
  let bar = 0;
  let ties = top;
  for (let shift = 24; shift >= 0; shift -= 8) {
    counts.fill(0);
    for (let i = 0; i < scores.length; i += 1) {
      const score = scores[i]! ^ SIGN;
      const likeBar = ((score ^ bar) >>> shift) >>> 8 === 0;
      counts[(score >>> shift) & 255]! += likeBar ? 1 : 0;
    }
    let byte = 0;
    let above = 0;
    let left = ties;
    for (let value = 255; value >= 0; value -= 1) {
      // Stryker disable next-line EqualityOperator: a lower bar without ties gives the same places.
      const reached = above >= ties;
      byte = reached ? byte : value;
      left = reached ? left : ties - above;
      above += counts[value]!;
    }
    bar |= byte << shift;
    ties = left;
  }
  return { bar: bar ^ SIGN, ties };
}

/**
 * Which places hold the `top` highest scores, 1 or 0. Of equal scores that place is higher whose number, with the bits
 * of `mask` turned over, is lower: drawn at random, it favours none of them.
 */
export function topPlaces(scores: Int32Array, top: number, mask: number): Uint8Array {
  const { bar, ties } = lowestTop(scores, top);
  const places = new Uint8Array(scores.length);
  let left = ties;
  // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
  for (let i = 0; i < scores.length; i += 1) {
    const place = i ^ mask;
    const tied = scores[place] === bar && left > 0;
    left -= tied ? 1 : 0;
    places[place] = scores[place]! > bar || tied ? 1 : 0;
  }
  return places;
}

/**
 * Draws a place: each of the `top` highest scores with probability favoured/total, each other with
 * other/total, exactly, where total is the sum of the weights. One uniform integer below total.
 *
 * @param mask see {@link topPlaces}; below the number of scores, which is a power of two
 * @throws `privacy/randomness`
 */
export function rankedDraw(
  random: RandomSource,
  scores: Int32Array,
  weights: CodeBookWeights,
  mask: number,
): number {
  const { top, favoured, other } = weights;
  const draw = uniformBelow(random, totalWeight(weights, scores.length));
  const rest = draw - BigInt(top) * favoured;
  const group = rest < 0n ? 1 : 0;
  const wanted = Number(rest < 0n ? draw / favoured : rest / other);
  const places = topPlaces(scores, top, mask);
  let place = 0;
  let seen = 0;
  places.forEach((isTop, at) => {
    // Stryker disable next-line ConditionalExpression: a place of the other group is written over.
    if (isTop === group && seen === wanted) place = at;
    seen += isTop === group ? 1 : 0;
  });
  return place;
}
