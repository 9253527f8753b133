/** Where time comes from, so that tests decide it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** The device's own clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Length of a day in milliseconds. */
export const DAY_MS = 86_400_000;
