/** A stream of pseudo-random numbers. Never for privacy: that randomness is `crypto.getRandomValues`. */
export interface Rng {
  /** The next number, uniform in [0, 1). */
  next(): number;
}

/**
 * A seeded generator: the same seed gives the same numbers on every engine.
 *
 * @param seed any integer; its low 32 bits count.
 * Source: splitmix32, after Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014).
 */
export function seededRng(seed: number): Rng {
  let state = seed | 0;
  return {
    next() {
      state = (state + 0x9e3779b9) | 0;
      let t = state ^ (state >>> 16);
      t = Math.imul(t, 0x21f0aaad);
      t ^= t >>> 15;
      t = Math.imul(t, 0x735a2d97);
      t ^= t >>> 15;
      return (t >>> 0) / 4_294_967_296;
    },
  };
}
