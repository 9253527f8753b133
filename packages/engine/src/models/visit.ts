import type { ShopEvent } from '@sotto/core';
import type { Visit, VisitEvent } from '@sotto/inference';
import { DAY_MS, hasItem } from '@sotto/core';
import { SESSION_GAP_MS, splitSessions } from '@sotto/storage';

/** Events of one kind this near to each other are one step: an order of three products is one order. */
const ONE_STEP_MS = 1_000;

/** What a visit is made from. */
export interface VisitSources {
  /** Oldest first. */
  readonly events: readonly ShopEvent[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Price of a product in minor units; `undefined` where unknown. */
  readonly priceOf: (id: string) => number | undefined;
  /** Median price of the shop in minor units. */
  readonly medianPrice: number;
}

/** The visit that goes on, as the intent model takes it; `undefined` where there is none. */
export function currentVisit({
  events,
  now,
  priceOf,
  medianPrice,
}: VisitSources): Visit | undefined {
  const session = splitSessions(events).at(-1);
  if (session === undefined || now - session.end > SESSION_GAP_MS) return undefined;
  const before = events.slice(0, -session.events);
  const orders = steps(before, priceOf).filter(({ kind }) => kind === 'purchase');
  const last = orders.at(-1);
  return {
    startedAt: session.start,
    hour: new Date(session.start).getHours(),
    events: steps(events.slice(-session.events), priceOf),
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
