import type { ShopEvent } from '@sotto/core';

/** A visit: events with no long gap between them. Milliseconds since 1970. */
export interface Session {
  readonly start: number;
  readonly end: number;
  /** Number of events. */
  readonly events: number;
}

/** Gap after which a new visit begins: half an hour, as in Google Analytics. */
export const SESSION_GAP_MS = 1_800_000;

/**
 * Splits events into visits.
 *
 * @param events oldest first
 * @param gapMs longest gap within a visit. Default {@link SESSION_GAP_MS}.
 */
export function splitSessions(
  events: readonly ShopEvent[],
  gapMs: number = SESSION_GAP_MS,
): Session[] {
  const sessions: { start: number; end: number; events: number }[] = [];
  for (const { at } of events) {
    const last = sessions.at(-1);
    if (last === undefined || at - last.end > gapMs)
      sessions.push({ start: at, end: at, events: 1 });
    else {
      last.end = Math.max(last.end, at);
      last.events += 1;
    }
  }
  return sessions;
}
