import { ROUND_MS, roundAt } from '@sotto/protocol';
import type { Interaction } from '@sotto/ranking';
import type { UserSequence } from '../../evaluation/sequences.ts';

/** What one device did in one week, oldest first. */
export type DeviceWeek = readonly Interaction[];

/**
 * The weeks in which users did something, one device each. Where the file has no times, a user's whole history
 * counts as one week.
 */
export function deviceWeeks(users: readonly UserSequence[], timed: boolean): DeviceWeek[] {
  return users.flatMap(({ items, times }) => {
    const weeks = new Map<number, Interaction[]>();
    for (const [place, item] of items.entries()) {
      const at = timed ? (times[place] ?? 0) : place;
      const week = timed ? roundAt(at) : Math.floor(at / ROUND_MS);
      const own = weeks.get(week) ?? [];
      own.push({ item, kind: 'view', at });
      weeks.set(week, own);
    }
    return [...weeks.values()];
  });
}
