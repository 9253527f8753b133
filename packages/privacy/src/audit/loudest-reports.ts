import { clipVector } from '../mechanisms/code-book/clip-vector.ts';
import {
  type CodeBookParameters,
  frameSize,
  WORDS,
} from '../mechanisms/code-book/code-book-parameters.ts';
import { bookScores } from '../mechanisms/code-book/code-words.ts';
import { rotate, roundSigns } from '../mechanisms/code-book/rotation.ts';
import type { RoundKey } from '../public-randomness/round-key.ts';

/** Books that are searched; among all 4,096 the best words weigh a tenth more, and take 16 times as long to find. */
const SEARCHED = 256;

/** Words that are kept: sent in turn, what they say beside the vector evens out. */
const KEPT = 64;

/**
 * Reports that move the mean of a round further along a vector than those of the mechanism: what devices can send that
 * leave it out. Of each of 256 books the word that lies most in the vector's direction, and of these the best 64.
 *
 * @param key of the round
 * @param vector `dimension` numbers; its length makes no difference
 * @returns payloads, see `codeBookResponse`; the loudest first
 */
export function loudestReports(
  { dimension, microClip }: CodeBookParameters,
  key: RoundKey,
  vector: Float64Array,
): number[] {
  const units = new Int32Array(frameSize(dimension));
  clipVector(vector, microClip, units);
  rotate(units, roundSigns(key, units.length));
  return Array.from({ length: SEARCHED }, (_, book) => {
    const scores = bookScores(key, book, units);
    const score = scores.reduce((most, each) => Math.max(most, each));
    return { payload: book * WORDS + scores.indexOf(score), score };
  })
    .sort((a, b) => b.score - a.score)
    .slice(0, KEPT)
    .map(({ payload }) => payload);
}
