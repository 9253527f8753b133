import type { ShopEvent } from '@sotto/core';

/** A place in a store's log. Opaque; only the store that gave it out understands it. */
export interface StoreCursor {
  /** Changes when the log is erased. */
  readonly generation: string;
  /** Number of the event after the last one read. An event keeps its number for good. */
  readonly sequence: number;
}

/** What a read gives. */
export interface StorePage {
  /** Oldest first. */
  readonly events: readonly ShopEvent[];
  readonly cursor: StoreCursor;
  /** The log was erased since the cursor that was given; `events` is the whole log. */
  readonly reset: boolean;
}

/** How much a store keeps. */
export interface RetentionPolicy {
  /** Days for which events are kept. */
  readonly maxAgeDays: number;
  /** Most events kept; the oldest go first. */
  readonly maxEvents: number;
}

/** What another tab did to the log. */
export type ForeignChange = 'appended' | 'erased';

/**
 * An append-only log of events on the device. One suite, `store.contract.ts`, holds for every driver.
 * Methods reject with a `SottoError` alone: `storage/unavailable`, `storage/quota`, `storage/newer-version`,
 * `storage/lost`, `storage/busy`, `storage/blocked`, and after {@link Store.close} `storage/closed`.
 */
export interface Store {
  readonly kind: 'memory' | 'indexeddb';
  /** Whether records are encrypted at rest. */
  readonly encrypted: boolean;
  /** Resolves when the events are written. All of them or none. */
  append(events: readonly ShopEvent[]): Promise<void>;
  /** Everything after `since`, or the whole log. */
  read(since?: StoreCursor): Promise<StorePage>;
  /** Drops what is older or more than the policy allows. Answers how many events went. `now` is in ms since 1970. */
  retain(policy: RetentionPolicy, now: number): Promise<number>;
  /** What was last kept under a name, as JSON gives it back; `undefined` where nothing is, or it can't be read. */
  kept(name: string): Promise<unknown>;
  /**
   * Keeps a small value beside the log: sealed like the log, and erased with it. `undefined` removes what is kept. The
   * last of several tabs wins.
   */
  keep(name: string, value: unknown): Promise<void>;
  /**
   * Deletes every record, what was kept, and the key that could read them. Rejects when anything may be left. The
   * store stays usable.
   */
  erase(): Promise<void>;
  /** Calls back when another tab appended or erased. Answers a function that stops it. */
  onForeignChange(listener: (change: ForeignChange) => void): () => void;
  /** Waits for what is being written and lets go of everything. */
  close(): Promise<void>;
}
