import { DAY_MS } from '@sotto/core';
import { ROUND_MS, roundAt } from '@sotto/protocol';

/** How long after its end a round takes reports, from devices that were off. */
export const GRACE_MS = DAY_MS;

/** How long after its end a round's raw reports may exist, whatever happens. */
export const RAW_LIMIT_MS = 7 * DAY_MS;

/** What a time says of a round that a report names. */
export type RoundTime = 'not-begun' | 'open' | 'over';

/** `now` is in ms since 1970. */
export function roundTime(round: number, now: number): RoundTime {
  if (now < round * ROUND_MS) return 'not-begun';
  return now < (round + 1) * ROUND_MS + GRACE_MS ? 'open' : 'over';
}

/** Rounds up to this one take no reports any more. */
export const lastRoundOver = (now: number): number => roundAt(now - GRACE_MS) - 1;

/** Of rounds up to this one no raw report may exist. */
export const lastRoundExpired = (now: number): number => roundAt(now - RAW_LIMIT_MS) - 1;
