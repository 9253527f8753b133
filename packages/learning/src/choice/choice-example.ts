import type { Profile } from '@sotto/ranking';

/** One thing that a shopper went on to, among what could have been shown instead. */
export interface ChoiceExample {
  /**
   * Candidates × channels, row-major: the value of each channel of `FUSION_CHANNELS` for each candidate, the
   * chosen one in the first row. Finite numbers.
   */
  readonly values: Float32Array;
  /** Number of candidates, at least 2. */
  readonly size: number;
  /**
   * Logarithm of how many products each candidate stands for: 0 for one that is there for itself; more for those
   * that were drawn at random and stand for all others.
   */
  readonly standsFor: Float32Array;
  /** How much it counts: 1, or more where the chosen one stood far back in a list. */
  readonly weight: number;
  /** The candidates' numbers in the catalog, the chosen one first. */
  readonly items: Uint32Array;
  /** What the shopper was interested in when choosing. */
  readonly profile: Profile;
  /** When it was chosen, milliseconds since 1970. */
  readonly at: number;
}
