/**
 * A stream of random bits. Every mechanism takes one as its first argument and draws from nothing else,
 * so that a tape of the draws replays its output byte for byte.
 */
export interface RandomSource {
  /**
   * The next 32 bits, uniform in [0, 2^32).
   *
   * @throws `privacy/randomness` when there are none to be trusted; the caller must then send nothing.
   */
  uint32(): number;
}
