import { SottoError, type ShopEvent } from '@sotto/core';
import { expiredCount } from '../retention.ts';
import type { RetentionPolicy, Store, StoreCursor, StorePage } from '../store.ts';

/** Logs of this worker so far; a cursor of one means nothing to another. */
let logs = 0;

/** A store that lasts as long as the worker. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly encrypted = false;
  #events: ShopEvent[];
  /** As JSON, so that it comes back as from a disk. */
  readonly #kept = new Map<string, string>();
  #dropped = 0;
  #generation = `memory-${++logs}`;
  #closed = false;

  /** @param events what it holds from the start. Default nothing. */
  constructor(events: readonly ShopEvent[] = []) {
    this.#events = [...events];
  }

  async append(events: readonly ShopEvent[]): Promise<void> {
    this.#assertOpen();
    this.#events.push(...events);
  }

  async read(since?: StoreCursor): Promise<StorePage> {
    this.#assertOpen();
    const known = since?.generation === this.#generation;
    const from = known ? Math.max(0, since.sequence - this.#dropped) : 0;
    return {
      events: this.#events.slice(from),
      cursor: { generation: this.#generation, sequence: this.#dropped + this.#events.length },
      reset: since !== undefined && !known,
    };
  }

  async retain(policy: RetentionPolicy, now: number): Promise<number> {
    this.#assertOpen();
    const expired = expiredCount(this.#events, policy, now);
    this.#events.splice(0, expired);
    this.#dropped += expired;
    return expired;
  }

  async kept(name: string): Promise<unknown> {
    this.#assertOpen();
    const text = this.#kept.get(name);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async keep(name: string, value: unknown): Promise<void> {
    this.#assertOpen();
    if (value === undefined) this.#kept.delete(name);
    else this.#kept.set(name, JSON.stringify(value));
  }

  async erase(): Promise<void> {
    this.#assertOpen();
    this.#kept.clear();
    this.#events = [];
    this.#dropped = 0;
    this.#generation = `memory-${++logs}`;
  }

  onForeignChange(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#events = [];
    this.#kept.clear();
  }

  #assertOpen(): void {
    if (this.#closed) throw new SottoError('storage/closed', { origin: 'storage' });
  }
}
