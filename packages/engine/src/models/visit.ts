import type { ShopEvent } from '@sotto/core';
import type { Visit, VisitEvent } from '@sotto/inference';
import { DAY_MS, hasItem } from '@sotto/core';
import { SESSION_GAP_MS, splitSessions, type Session } from '@sotto/storage';

/** Events of one kind this near to each other are one step: an order of three products is one order. */
const ONE_STEP_MS = 1_000;

/** What visits are made from. */
export interface VisitSources {
  /** The whole history, oldest first. */
  readonly events: readonly ShopEvent[];
  /** Price of a product in minor units; `undefined` where unknown. */
  readonly priceOf: (id: string) => number | undefined;
  /** Median price of the shop in minor units. */
  readonly medianPrice: number;
}

/** The visit that goes on at `now`, as the intent model takes it; `undefined` where there is none. */
export function currentVisit(sources: VisitSources, now: number): Visit | undefined {
  const session = splitSessions(sources.events).at(-1);
  if (session === undefined || now - session.end > SESSION_GAP_MS) return undefined;
  return visitAt(sources, sources.events.length - session.events, session);
}

/** The visits that ended in a period, oldest first. */
export function visitsBetween(sources: VisitSources, since: number, until: number): Visit[] {
  let from = 0;
  return splitSessions(sources.events).flatMap((session) => {
    const start = from;
    from += session.events;
    const over = session.end + SESSION_GAP_MS;
    return over >= since && over < until ? [visitAt(sources, start, session)] : [];
  });
}

function visitAt(
  { events, priceOf, medianPrice }: VisitSources,
  from: number,
  session: Session,
): Visit {
  const orders = steps(events.slice(0, from), priceOf).filter(({ kind }) => kind === 'purchase');
  const last = orders.at(-1);
  return {
    startedAt: session.start,
    hour: new Date(session.start).getHours(),
    events: steps(events.slice(from, from + session.events), priceOf),
    purchases: orders.length,
    ...(last === undefined ? {} : { daysSincePurchase: (session.start - last.at) / DAY_MS }),
    medianPrice,
  };
}

function steps(events: readonly ShopEvent[], priceOf: VisitSources['priceOf']): VisitEvent[] {
  const result: VisitEvent[] = [];
  for (const event of events) {
    if (!hasItem(event)) continue;
    const { kind, at } = event;
    const before = result.at(-1);
    if (kind === 'view' || kind === 'cart') {
      const price = priceOf(event.item);
      result.push(price === undefined ? { kind, at } : { kind, at, price });
    } else if (kind === 'uncart') result.push({ kind, at });
    else if (kind === 'checkout' || kind === 'purchase') {
      if (before?.kind !== kind || at - before.at > ONE_STEP_MS) result.push({ kind, at });
    }
  }
  return result;
}
