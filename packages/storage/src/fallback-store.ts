import { SottoError, type ShopEvent } from '@sotto/core';
import { MemoryStore } from './drivers/memory-store.ts';
import type { RetentionPolicy, Store, StoreCursor, StorePage } from './store.ts';

/**
 * A store that goes on in memory, with what was read so far, once the one below fails for good. It says so
 * once through `onDegraded`.
 */
export class FallbackStore implements Store {
  readonly #onDegraded: (error: SottoError) => void;
  #current: Store;
  #known: ShopEvent[] = [];
  readonly #listeners: (() => void)[] = [];

  constructor(store: Store, onDegraded: (error: SottoError) => void) {
    this.#current = store;
    this.#onDegraded = onDegraded;
  }

  get kind(): Store['kind'] {
    return this.#current.kind;
  }

  get encrypted(): boolean {
    return this.#current.encrypted;
  }

  append(events: readonly ShopEvent[]): Promise<void> {
    return this.#orInMemory((store) => store.append(events));
  }

  async read(since?: StoreCursor): Promise<StorePage> {
    const page = await this.#orInMemory((store) => store.read(since));
    const whole = page.reset || since === undefined;
    this.#known = whole ? [...page.events] : [...this.#known, ...page.events];
    return page;
  }

  retain(policy: RetentionPolicy, now: number): Promise<number> {
    return this.#orInMemory((store) => store.retain(policy, now));
  }

  async erase(): Promise<void> {
    this.#known = [];
    await this.#orInMemory((store) => store.erase());
  }

  onForeignChange(listener: () => void): () => void {
    const stop = this.#current.onForeignChange(listener);
    this.#listeners.push(stop);
    return stop;
  }

  close(): Promise<void> {
    return this.#current.close();
  }

  async #orInMemory<T>(work: (store: Store) => Promise<T>): Promise<T> {
    try {
      return await work(this.#current);
    } catch (error) {
      if (!(error instanceof SottoError) || this.#current.kind === 'memory') throw error;
      for (const stop of this.#listeners) stop();
      this.#current = new MemoryStore(this.#known);
      this.#onDegraded(error);
      return work(this.#current);
    }
  }
}
