import { requireParameter } from '../parameter-check.ts';
import type { RandomSource } from './random-source.ts';
import { uniformBelow } from './uniform.ts';

/**
 * True with probability p/q, exactly: whether a number uniform in [0, q) is below p.
 *
 * @param p from 0 to q
 * @param q from 1
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function bernoulli(random: RandomSource, p: bigint, q: bigint): boolean {
  requireParameter(0n <= p && p <= q, 'A probability p/q has 0 <= p <= q.');
  return uniformBelow(random, q) < p;
}
