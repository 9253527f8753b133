import { DAY_MS, type ShopEvent } from '@sotto/core';
import type { RetentionPolicy } from './store.ts';

/** How many of the oldest events go: those beyond the age, and those beyond the count. */
export function expiredCount(
  events: readonly ShopEvent[],
  policy: RetentionPolicy,
  now: number,
): number {
  const oldest = now - policy.maxAgeDays * DAY_MS;
  const firstKept = events.findIndex(({ at }) => at >= oldest);
  const tooOld = firstKept < 0 ? events.length : firstKept;
  return Math.max(tooOld, events.length - policy.maxEvents);
}
