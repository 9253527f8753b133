/** Four words of key, and the fifth that makes their exclusive or the constant of the cipher. */
export type ThreefryKey = Int32Array;

/** The key schedule of four words. */
export function threefryKey(words: ArrayLike<number>): ThreefryKey {
  const key = new Int32Array(5);
  let parity = 0x1bd11bda;
  for (let i = 0; i < 4; i += 1) {
    key[i] = words[i] ?? 0;
    parity ^= words[i] ?? 0;
  }
  key[4] = parity;
  return key;
}

/** Four rounds are a step; the steps of odd number and of even number rotate by different amounts. */
const STEPS = 5;

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/**
 * Writes four pseudo-random words for a counter of four words: public randomness that client and server
 * expand alike. Integer additions, rotations and exclusive ors alone, so every engine gives the same.
 *
 * It protects nothing. Privacy holds for any public words, also for ones that an adversary chose.
 *
 * @param out where to, from `at`
 *
 * Source: Threefry-4x32-20 of Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3"
 * (SC 2011), section 4.1.
 */
export function threefry(
  key: ThreefryKey,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  out: Int32Array,
  at: number,
): void {
  let x0 = (c0 + key[0]!) | 0;
  let x1 = (c1 + key[1]!) | 0;
  let x2 = (c2 + key[2]!) | 0;
  let x3 = (c3 + key[3]!) | 0;
  for (let step = 1; step <= STEPS; step += 1) {
    const odd = (step & 1) === 1;
    x0 = (x0 + x1) | 0;
    x1 = rotate(x1, odd ? 10 : 6) ^ x0;
    x2 = (x2 + x3) | 0;
    x3 = rotate(x3, odd ? 26 : 20) ^ x2;
    x0 = (x0 + x3) | 0;
    x3 = rotate(x3, odd ? 11 : 17) ^ x0;
    x2 = (x2 + x1) | 0;
    x1 = rotate(x1, odd ? 21 : 11) ^ x2;
    x0 = (x0 + x1) | 0;
    x1 = rotate(x1, odd ? 13 : 25) ^ x0;
    x2 = (x2 + x3) | 0;
    x3 = rotate(x3, odd ? 27 : 10) ^ x2;
    x0 = (x0 + x3) | 0;
    x3 = rotate(x3, odd ? 23 : 18) ^ x0;
    x2 = (x2 + x1) | 0;
    x1 = rotate(x1, odd ? 5 : 20) ^ x2;
    x0 = (x0 + key[step % 5]!) | 0;
    x1 = (x1 + key[(step + 1) % 5]!) | 0;
    x2 = (x2 + key[(step + 2) % 5]!) | 0;
    x3 = (x3 + key[(step + 3) % 5]! + step) | 0;
  }
  out[at] = x0;
  out[at + 1] = x1;
  out[at + 2] = x2;
  out[at + 3] = x3;
}
