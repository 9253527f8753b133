import { requireParameter } from '../../parameter-check.ts';
import type { RoundKey } from '../../public-randomness/round-key.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { uniformIndex } from '../../random/uniform.ts';
import { clipVector, squareLength } from './clip-vector.ts';
import {
  BOOKS,
  type CodeBookParameters,
  frameSize,
  requireCodeBookParameters,
  WORDS,
} from './code-book-parameters.ts';
import { codeBookPlan } from './code-book-weights.ts';
import { bookScores } from './code-words.ts';
import { rankedDraw } from './ranked-draw.ts';
import { randomSign } from './random-sign.ts';
import { toRankingVector } from './ranking-vector.ts';

/**
 * Code-book response: tells of a vector by naming one of 1,024 public words of signs, more often one that
 * lies in its direction.
 *
 * **Guarantee**: pure epsilon local differential privacy under substitution of the vector, and of a vector
 * by none. **Condition**: `random` is uniform and used once; nothing is asked of the public words, which may
 * be an adversary's. **Formula**: with k favoured words, weights A / B <= e^epsilon and
 * Z = k A + (1024 - k) B: a favoured word has probability A / Z, each other B / Z; without a vector, all words being
 * equally good, each has 1 / 1024. **Randomness**: a uniform book, a uniform mask that decides between equally good
 * words, a uniform integer for the sign, and one below Z.
 *
 * *Proof.* The book is independent of the vector. Given the book, the mask and the sign, the ranking has exactly k
 * favoured words, whatever the vector is, so every word has probability A / Z or B / Z; averaging over mask and sign
 * leaves it between them.
 * The ratio of any two is at most A / B <= e^epsilon, in whole numbers. ∎ It holds for any vector, also one
 * of NaN, and for any rounding before the ranking.
 *
 * The work and the number of draws do not depend on the vector, but for the tries of the last draw, which
 * depend on nothing but chance. A vector that is zero, or has a number that is not finite, is sent as none.
 *
 * **Error**: see `codeBookMoments`.
 *
 * Source: after PrivUnit of Bhowmick, Duchi, Freudiger, Kapoor, Rogers, "Protection against reconstruction"
 * (2018), section 4; optimal by Asi, Feldman, Talwar, "Optimal algorithms for mean estimation under local
 * differential privacy" (ICML 2022); with a public code book as Isik, Chen, Ozgur, Weissman, No, "Exact
 * optimality of communication-privacy-utility tradeoffs" (NeurIPS 2023), section 4.
 *
 * @param key of the round, by `roundKey`
 * @param vector `dimension` numbers, or null when there is nothing to report
 * @returns the payload, a whole number below 2^22: the book times 1,024 plus the word
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function codeBookResponse(
  random: RandomSource,
  parameters: CodeBookParameters,
  key: RoundKey,
  vector: Float32Array | Float64Array | null,
): number {
  requireCodeBookParameters(parameters);
  const given = vector ?? new Float64Array(parameters.dimension);
  requireParameter(
    given.length === parameters.dimension,
    'The vector is as long as the parameters say.',
  );
  const plan = codeBookPlan(parameters.microEpsilon);
  const book = uniformIndex(random, BOOKS);
  const mask = uniformIndex(random, WORDS);
  const units = new Int32Array(frameSize(parameters.dimension));
  clipVector(given, parameters.microClip, units);
  const sign = randomSign(random, squareLength(units));
  // Stryker disable next-line ArithmeticOperator: a sign is its own inverse.
  const ranking = units.map((unit) => unit * sign);
  toRankingVector(ranking, key, plan);
  return book * WORDS + rankedDraw(random, bookScores(key, book, ranking), plan, mask);
}
