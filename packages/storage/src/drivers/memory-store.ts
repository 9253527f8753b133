import type { ShopEvent } from '@sotto/core';
import { expiredCount } from '../retention.ts';
import type { RetentionPolicy, Store, StoreCursor, StorePage } from '../store.ts';

/** A store that lasts as long as the worker. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly encrypted = false;
  #events: ShopEvent[];
  #dropped = 0;
  #generation = 0;

  /** @param events what it holds from the start. Default nothing. */
  constructor(events: readonly ShopEvent[] = []) {
    this.#events = [...events];
  }

  async append(events: readonly ShopEvent[]): Promise<void> {
    this.#events.push(...events);
  }

  async read(since?: StoreCursor): Promise<StorePage> {
    const generation = `memory-${this.#generation}`;
    const known = since?.generation === generation;
    const from = known ? Math.max(0, since.sequence - this.#dropped) : 0;
    return {
      events: this.#events.slice(from),
      cursor: { generation, sequence: this.#dropped + this.#events.length },
      reset: since !== undefined && !known,
    };
  }

  async retain(policy: RetentionPolicy, now: number): Promise<number> {
    const expired = expiredCount(this.#events, policy, now);
    this.#events.splice(0, expired);
    this.#dropped += expired;
    return expired;
  }

  async erase(): Promise<void> {
    this.#events = [];
    this.#dropped = 0;
    this.#generation += 1;
  }

  onForeignChange(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {}
}
