import { requireParameter } from '../parameter-check.ts';
import type { RandomSource } from './random-source.ts';

/** `bits` random bits, drawn in whole words; the surplus of the last word is thrown away. */
function drawBits(random: RandomSource, bits: number): bigint {
  let value = 0n;
  for (let drawn = 0; drawn < bits; drawn += 32) value = (value << 32n) | BigInt(random.uint32());
  return BigInt.asUintN(bits, value);
}

/**
 * A whole number uniform in [0, bound), exactly: draws as many bits as `bound - 1` has and starts again
 * when the number is not below `bound`, so no remainder is ever taken. Fewer than two tries on average;
 * how many says nothing of the result.
 *
 * @param bound from 1
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function uniformBelow(random: RandomSource, bound: bigint): bigint {
  // Stryker disable next-line EqualityOperator: at 2^32 both ways draw one word and give it.
  if (bound <= 0x1_0000_0000n) return BigInt(uniformIndex(random, Number(bound)));
  const bits = (bound - 1n).toString(2).length;
  for (;;) {
    const value = drawBits(random, bits);
    if (value < bound) return value;
  }
}

/**
 * {@link uniformBelow} for bounds up to 2^32, on numbers.
 *
 * @param bound a whole number from 1 to 2^32
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function uniformIndex(random: RandomSource, bound: number): number {
  requireParameter(
    Number.isInteger(bound) && bound >= 1 && bound <= 0x1_0000_0000,
    'The bound of a uniform draw is a whole number from 1 to 2^32.',
  );
  // A shift by 32 is a shift by 0: a bound of 1 would get the mask of 2^32.
  if (bound === 1) return 0;
  const mask = 0xffff_ffff >>> Math.clz32(bound - 1);
  for (;;) {
    const value = (random.uint32() & mask) >>> 0;
    if (value < bound) return value;
  }
}
