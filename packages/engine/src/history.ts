import {
  asSottoError,
  hasItem,
  type ConsentPermissions,
  type ShopEvent,
  type SottoError,
} from '@sotto/core';
import type { Interaction } from '@sotto/ranking';
import type { ForeignChange, RetentionPolicy, Store, StoreCursor } from '@sotto/storage';

/** Most events of this page that wait for the shopper's answer; the oldest go first. */
const MAX_WAITING = 200;

/** What a {@link History} is made with. */
export interface HistoryOptions {
  /** Opens the place where events are kept; called only once recording is allowed. */
  readonly openStore: () => Store;
  readonly retention: RetentionPolicy;
  readonly now: () => number;
  /** Another tab changed the history, and it was read anew. */
  readonly onForeignChange: (change: ForeignChange) => void;
  readonly onError: (error: SottoError) => void;
}

/**
 * The shopper's events. Without consent nothing is opened, read or written: the events of this page
 * wait in memory, and are kept if the shopper agrees while still on it, dropped if not.
 */
export class History {
  readonly #options: HistoryOptions;
  #store: Store | undefined;
  #cursor: StoreCursor | undefined;
  #events: ShopEvent[] = [];
  #waiting: ShopEvent[] = [];
  #erasures = 0;
  #calls: Promise<void> = Promise.resolve();
  #may: ConsentPermissions = { personal: false, record: false, keep: true, share: false };

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** Every event that may be used, oldest first; none without consent. */
  get events(): readonly ShopEvent[] {
    return this.#may.personal ? this.#events : [];
  }

  get storage(): { kind: 'none' | 'memory' | 'indexeddb'; encrypted: boolean } {
    const store = this.#may.personal ? this.#store : undefined;
    return { kind: store?.kind ?? 'none', encrypted: store?.encrypted ?? false };
  }

  /** Follows the shopper's answer: opens and reads, or erases, or neither. */
  async permit(may: ConsentPermissions): Promise<void> {
    this.#may = may;
    if (may.personal) await this.#inTurn(() => this.#readNew());
    if (may.record) await this.#flushWaiting();
    if (!may.keep) await this.erase();
  }

  async record(events: readonly ShopEvent[]): Promise<void> {
    if (this.#may.record) {
      await this.#inTurn(async () => {
        // The shopper may have thought otherwise while this waited for its turn.
        if (!this.#may.record) return;
        await this.#open().append(events);
        await this.#readNew();
      });
    } else if (this.#may.keep && !this.#may.personal) {
      this.#waiting = [...this.#waiting, ...events].slice(-MAX_WAITING);
    }
  }

  /** What is kept under a name beside the events; nothing without consent. */
  async kept(name: string): Promise<unknown> {
    let value: unknown;
    await this.#inTurn(async () => {
      if (this.#may.personal) value = await this.#open().kept(name);
    });
    return value;
  }

  /** Keeps a value beside the events, unless they were erased since {@link since} gave this name. */
  async keep(name: string, value: unknown, since = this.since()): Promise<void> {
    await this.#inTurn(async () => {
      await this.#readNew();
      if (this.#may.personal && since === this.since()) await this.#open().keep(name, value);
    });
  }

  /** Names the history that there is now: another one after it was erased, by this tab or another. */
  since(): number {
    return this.#erasures;
  }

  /**
   * Deletes everything, here and on disk.
   *
   * @throws SottoError `storage/*` when something may be left on disk
   */
  async erase(): Promise<void> {
    this.#waiting = [];
    await this.#inTurn(async () => {
      this.#events = [];
      this.#erasures += 1;
      this.#cursor = undefined;
      await this.#open().erase();
    });
  }

  #open(): Store {
    if (this.#store !== undefined) return this.#store;
    const store = this.#options.openStore();
    store.onForeignChange((change) => this.#follow(change));
    this.#store = store;
    return store;
  }

  /** Another tab changed the history: reads it anew if the shopper agreed to its use. */
  #follow(change: ForeignChange): void {
    if (!this.#may.personal) return;
    this.#inTurn(() => this.#readNew()).then(
      () => this.#options.onForeignChange(change),
      (error: unknown) => this.#options.onError(asSottoError(error, 'storage/lost', 'storage')),
    );
  }

  /** One call after the other, so that no event is taken twice, and none after an erasure. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const result = this.#calls.then(work);
    this.#calls = result.catch(() => undefined);
    return result;
  }

  async #readNew(): Promise<void> {
    if (!this.#may.personal) return;
    const store = this.#open();
    const first = this.#cursor === undefined;
    const page = await store.read(this.#cursor);
    if (page.reset) this.#erasures += 1;
    this.#events = page.reset ? [...page.events] : [...this.#events, ...page.events];
    this.#cursor = page.cursor;
    if (!first) return;
    const dropped = await store.retain(this.#options.retention, this.#options.now());
    if (dropped > 0) this.#events = this.#events.slice(dropped);
  }

  async #flushWaiting(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) await this.record(waiting);
  }
}

/** The events that name products of the pack, as ranking takes them. */
export function toInteractions(
  events: readonly ShopEvent[],
  indexOf: (id: string) => number,
): Interaction[] {
  const interactions: Interaction[] = [];
  for (const event of events) {
    if (!hasItem(event)) continue;
    const item = indexOf(event.item);
    if (item < 0) continue;
    const { kind, at } = event;
    interactions.push(
      kind === 'dwell' ? { item, kind, at, visibleMs: event.visibleMs } : { item, kind, at },
    );
  }
  return interactions;
}
