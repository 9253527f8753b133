import { threefry, threefryKey } from '../public-randomness/threefry.ts';
import type { RandomSource } from './random-source.ts';

/** A repeatable source, for tests and simulations alone: anyone who knows the seed knows every draw. */
export function counterRandom(seed: number): RandomSource {
  const key = threefryKey([seed, 0, 0, 0]);
  const block = new Int32Array(4);
  let drawn = 0;
  return {
    uint32() {
      if (drawn % 4 === 0) threefry(key, Math.floor(drawn / 4), 0, 0, 0, block, 0);
      const word = block[drawn % 4]! >>> 0;
      drawn += 1;
      return word;
    },
  };
}
