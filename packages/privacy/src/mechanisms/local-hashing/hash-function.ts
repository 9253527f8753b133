import { requireParameter } from '../../parameter-check.ts';
import { type RoundKey, STREAM } from '../../public-randomness/round-key.ts';
import { threefry } from '../../public-randomness/threefry.ts';

/** How many hash functions a round has: a closed set, so that none can be searched for. */
export const HASH_FUNCTIONS = 65_536;

/** A hash function from items to the values 0 to `values - 1`. */
export interface HashFunction {
  /** Four public words. */
  readonly words: Int32Array;
  /** From 2 to 256. */
  readonly values: number;
}

/**
 * A hash function of a round. Client and server expand the same one from the round key.
 *
 * @param number from 0 to 65,535
 * @throws `privacy/parameters`
 */
export function hashFunction(key: RoundKey, number: number, values: number): HashFunction {
  requireParameter(
    Number.isInteger(number) && number >= 0 && number < HASH_FUNCTIONS,
    'The hash function is one of the 65,536 of the round.',
  );
  const words = new Int32Array(4);
  threefry(key, number, 0, 0, STREAM.hashes, words, 0);
  return { words, values };
}

/**
 * The value of an item, in 32-bit whole numbers. Two rounds of add, multiply by an odd number and shift: one
 * item's values are even over the functions within 2^-16 of their share, and two items collide as often as
 * independent values do (a test counts).
 */
export function hashItem({ words, values }: HashFunction, item: number): number {
  const first = Math.imul(item ^ words[0]!, words[1]! | 1);
  const second = Math.imul((first ^ (first >>> 15)) + words[2]!, words[3]! | 1);
  // 24 bits times at most 2^8 stay below 2^32.
  return Math.imul(second >>> 8, values) >>> 24;
}

/**
 * Adds to each item of `support` how many reports named the value that the item has.
 *
 * @param reported reports of this function, by value
 */
export function addSupport(
  { words, values }: HashFunction,
  reported: Uint32Array,
  support: Uint32Array,
): void {
  const start = words[0]!;
  const factor = words[1]! | 1;
  const shift = words[2]!;
  const lastFactor = words[3]! | 1;
  // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
  for (let item = 0; item < support.length; item += 1) {
    const first = Math.imul(item ^ start, factor);
    const second = Math.imul((first ^ (first >>> 15)) + shift, lastFactor);
    support[item]! += reported[Math.imul(second >>> 8, values) >>> 24]!;
  }
}
