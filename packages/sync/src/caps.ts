/**
 * What a device allows, whatever a site asks. Part of the release: a server can ask for less and never for more.
 */
export const CAPS = {
  /** Epsilon of one report, in millionths. */
  microEpsilonOfReport: 4_000_000,
  /** Epsilon of all reports of a round (seven days), in millionths. */
  microEpsilonOfRound: 5_000_000,
  /** Epsilon of all reports within any 30 days, in millionths. */
  microEpsilonOf30Days: 20_000_000,
  /** Fewest reports that a site may add up. */
  minimumCohort: 20,
  /** Longest vector that a site may ask for, in millionths. */
  microClip: 10_000_000,
} as const;

/**
 * Rounds that 30 days can touch, this one among them: the last second of one, four whole ones, and two days of the
 * next.
 */
export const ROUNDS_OF_30_DAYS = 6;

/** A new ledger is silent for the rest of its round, and for one whole round after it. */
export const SILENT_ROUNDS = 2;
