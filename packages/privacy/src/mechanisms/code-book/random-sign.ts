import type { RandomSource } from '../../random/random-source.ts';
import { uniformIndex } from '../../random/uniform.ts';
import { CLIP_UNITS } from './clip-vector.ts';

/**
 * -1 with probability (1 - length / clip) / 2, else 1, so that a unit vector times it is on average the
 * vector divided by the clip. Exact to 2^-21, by squares of whole numbers.
 *
 * @param square of the length, in units of which the clip has 2^20
 * @throws `privacy/randomness`
 */
export function randomSign(random: RandomSource, square: number): 1 | -1 {
  const rest = CLIP_UNITS - uniformIndex(random, 2 * CLIP_UNITS);
  // Stryker disable next-line EqualityOperator: no square is below 0.
  return rest > 0 && square < rest * rest ? -1 : 1;
}
