import { asSottoError, type ShopEvent, type SottoError } from '@sotto/core';
import { MemoryStore } from './drivers/memory-store.ts';
import { expiredCount } from './retention.ts';
import type { ForeignChange, RetentionPolicy, Store, StoreCursor, StorePage } from './store.ts';

/**
 * A store that goes on in memory, with all it knows, once the one below fails, and says so through
 * `onDegraded`. After a failure that may pass, each append tries to save what memory holds and to go back.
 * Erasing always means the store below, too.
 */
export class FallbackStore implements Store {
  readonly #openBelow: () => Store;
  readonly #onDegraded: (error: SottoError) => void;
  readonly #listeners = new Set<(change: ForeignChange) => void>();
  #below: Store;
  #memory: MemoryStore | undefined;
  /** Whether the failure that led to memory may pass. */
  #mayReturn = false;
  /** The log below as it was read up to `#readTo`. */
  #read: ShopEvent[] = [];
  #readTo: StoreCursor | undefined;
  /** Appended below since then. */
  #unread: ShopEvent[] = [];
  /** Kept in memory alone. */
  #unsaved: ShopEvent[] = [];
  /** Values beside the events, as they were last seen or kept. */
  readonly #values = new Map<string, unknown>();
  /** Names of those that are kept in memory alone. */
  readonly #unsavedValues = new Set<string>();
  #calls: Promise<unknown> = Promise.resolve();

  /**
   * @param openBelow opens the store that should be used; called again after each failure, since the failed
   * one is closed
   * @param onDegraded called when memory takes over
   */
  constructor(openBelow: () => Store, onDegraded: (error: SottoError) => void) {
    this.#openBelow = openBelow;
    this.#onDegraded = onDegraded;
    this.#below = this.#open();
  }

  /** Where events go now. */
  get kind(): Store['kind'] {
    return (this.#memory ?? this.#below).kind;
  }

  /** Whether events are encrypted at rest now. */
  get encrypted(): boolean {
    return (this.#memory ?? this.#below).encrypted;
  }

  append(events: readonly ShopEvent[]): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#memory === undefined || this.#mayReturn) {
        try {
          for (const name of this.#unsavedValues)
            await this.#below.keep(name, this.#values.get(name));
          await this.#below.append([...this.#unsaved, ...events]);
          this.#unread.push(...this.#unsaved, ...events);
          this.#unsaved = [];
          this.#unsavedValues.clear();
          this.#memory = undefined;
          return;
        } catch (error) {
          await this.#fallBack(error);
        }
      }
      this.#unsaved.push(...events);
      await this.#memory?.append(events);
    });
  }

  read(since?: StoreCursor): Promise<StorePage> {
    return this.#inTurn(async () => {
      const page = await this.#orInMemory((store) => store.read(since));
      if (this.#memory === undefined) this.#remember(page, since);
      return page;
    });
  }

  retain(policy: RetentionPolicy, now: number): Promise<number> {
    return this.#inTurn(async () => {
      const dropped = await this.#orInMemory((store) => store.retain(policy, now));
      this.#read.splice(0, expiredCount(this.#read, policy, now));
      return dropped;
    });
  }

  kept(name: string): Promise<unknown> {
    return this.#inTurn(async () => {
      const value = await this.#orInMemory((store) => store.kept(name));
      this.#values.set(name, value);
      return value;
    });
  }

  keep(name: string, value: unknown): Promise<void> {
    return this.#inTurn(async () => {
      await this.#orInMemory((store) => store.keep(name, value));
      this.#values.set(name, value);
      if (this.#memory !== undefined) this.#unsavedValues.add(name);
    });
  }

  erase(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#forget();
      await this.#below.erase();
    });
  }

  onForeignChange(listener: (change: ForeignChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#memory?.close();
      await this.#below.close();
    });
  }

  /** One call after the other: what is known of the log is then the same for all of them. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#calls.then(work);
    this.#calls = result.catch(() => undefined);
    return result;
  }

  #open(): Store {
    const store = this.#openBelow();
    store.onForeignChange((change) => {
      if (change === 'appended' && this.#memory !== undefined) return;
      const forgotten = change === 'erased' ? this.#inTurn(() => this.#forget()) : this.#calls;
      void forgotten.then(() => {
        for (const listener of this.#listeners) listener(change);
      });
    });
    return store;
  }

  async #orInMemory<T>(work: (store: Store) => Promise<T>): Promise<T> {
    if (this.#memory !== undefined) return work(this.#memory);
    try {
      return await work(this.#below);
    } catch (error) {
      return work(await this.#fallBack(error));
    }
  }

  async #fallBack(cause: unknown): Promise<MemoryStore> {
    const error = asSottoError(cause, 'storage/unavailable', 'storage');
    if (error.code === 'storage/closed') throw error;
    this.#mayReturn = error.retry;
    if (this.#memory !== undefined) return this.#memory;
    const memory = new MemoryStore([...this.#read, ...this.#unread]);
    for (const [name, value] of this.#values) await memory.keep(name, value);
    this.#memory = memory;
    const failed = this.#below;
    this.#below = this.#open();
    await failed.close();
    this.#onDegraded(error);
    return memory;
  }

  #remember(page: StorePage, since: StoreCursor | undefined): void {
    const { generation, sequence } = this.#readTo ?? {};
    if (since === undefined || page.reset) this.#read = [...page.events];
    else if (since.generation === generation && since.sequence === sequence)
      this.#read.push(...page.events);
    else return;
    this.#readTo = page.cursor;
    this.#unread = [];
  }

  async #forget(): Promise<void> {
    this.#read = [];
    this.#unread = [];
    this.#unsaved = [];
    this.#values.clear();
    this.#unsavedValues.clear();
    await this.#memory?.erase();
  }
}
