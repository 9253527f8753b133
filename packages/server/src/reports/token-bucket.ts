import type { Clock } from '@sotto/core';
import { MAX_BATCH } from '@sotto/protocol';

/**
 * Bounds how many reports are taken, whoever sends them: as many a second, and at once up to ten seconds' worth or one
 * full message. It knows one number and a time, and no sender.
 *
 * @param perSecond may be a fraction
 * @returns tells whether so many may come now, and counts them if so
 */
export function tokenBucket(perSecond: number, clock: Clock): (reports: number) => boolean {
  const most = Math.max(10 * perSecond, MAX_BATCH);
  let left = most;
  let last = clock.now();
  return (reports) => {
    const now = clock.now();
    left = Math.min(most, left + (Math.max(0, now - last) / 1_000) * perSecond);
    last = now;
    if (reports > left) return false;
    left -= reports;
    return true;
  };
}
