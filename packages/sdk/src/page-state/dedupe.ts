import { hasItem, type EventSource, type ShopEvent } from '@sotto/core';

/** Within this time the same act from two sources is one, in milliseconds. */
const WINDOW_MS = 2_000;

/** Kinds that count once for each page view, however often they are told. */
const ONCE: ReadonlySet<string> = new Set(['impression', 'view', 'search', 'category', 'checkout']);

/** Drops what has been counted already. */
export class Dedupe {
  #seen = new Map<string, { at: number; source: EventSource }>();
  #viewed = false;
  readonly #transactions = new Set<string>();

  /** Whether `event` is new, and remembers it. */
  accept(event: ShopEvent): boolean {
    if (event.kind === 'dwell') return true;
    // Markup often carries another id (a SKU) than the shop's own events: it speaks only when nobody else does.
    if (event.kind === 'view' && event.source === 'markup' && this.#viewed) return false;
    if (event.kind === 'view') this.#viewed = true;
    const key = `${event.kind} ${hasItem(event) ? event.item : 'query' in event ? event.query : event.category}`;
    const before = this.#seen.get(key);
    this.#seen.set(key, { at: event.at, source: before?.source ?? event.source });
    if (before === undefined) return true;
    if (ONCE.has(event.kind)) return false;
    return before.source === event.source || event.at - before.at > WINDOW_MS;
  }

  /** Whether a transaction has not been told before in this document. */
  acceptTransaction(id: string): boolean {
    if (this.#transactions.has(id)) return false;
    this.#transactions.add(id);
    return true;
  }

  /** Another page view begins. */
  leave(): void {
    this.#seen = new Map();
    this.#viewed = false;
  }
}
