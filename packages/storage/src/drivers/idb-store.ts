import { SottoError, type ShopEvent } from '@sotto/core';
import { expiredCount } from '../retention.ts';
import type { RetentionPolicy, Store, StoreCursor, StorePage } from '../store.ts';
import { IdbDatabase, type LogState, type StoredRecord } from './idb-database.ts';
import { storageError } from './idb-errors.ts';
import { generateKey, seal, unseal } from './vault.ts';

/** Options of an {@link IdbStore}. */
export interface IdbStoreOptions {
  /** Name of the database. Default `sotto`. */
  readonly name?: string;
  /** Called with `storage/corrupt` when records had to be dropped. */
  readonly onCorrupt?: (error: SottoError) => void;
}

/** Events of a full segment. */
const SEGMENT_EVENTS = 512;
/** Records from which on they are merged into segments. */
const MANY_RECORDS = 48;
/** Attempts at a write that another tab comes before. */
const ATTEMPTS = 8;
/** Most bytes of sealed records. */
const MAX_BYTES = 4_194_304;

/** What a read of the log gives before decryption. */
interface Snapshot {
  readonly state: LogState;
  readonly records: readonly StoredRecord[];
}

/**
 * The history in IndexedDB, sealed. A record is one appended batch; many small ones are merged into
 * segments. Crypto happens outside of transactions (one would end while waiting for it), so each write checks
 * that no other tab wrote in between and is done again if one did. Nothing is created before the first
 * append; erasing deletes the database, and the key with it.
 */
export class IdbStore implements Store {
  readonly kind = 'indexeddb';
  readonly encrypted = true;
  readonly #database: IdbDatabase;
  readonly #channel: BroadcastChannel | undefined;
  readonly #onCorrupt: (error: SottoError) => void;
  #writes: Promise<void> = Promise.resolve();

  constructor({ name = 'sotto', onCorrupt = () => undefined }: IdbStoreOptions = {}) {
    this.#database = new IdbDatabase(name);
    this.#channel =
      'BroadcastChannel' in globalThis ? new BroadcastChannel(`${name}-history`) : undefined;
    this.#onCorrupt = onCorrupt;
  }

  append(events: readonly ShopEvent[]): Promise<void> {
    return this.#oneByOne(() => this.#append(events));
  }

  async #append(events: readonly ShopEvent[]): Promise<void> {
    if (events.length === 0) return;
    try {
      await this.#attempt(() => this.#tryAppend(events));
    } catch (error) {
      if (storageError(error).code !== 'storage/quota') throw storageError(error);
      await this.#dropHalf();
      await this.#attempt(() => this.#tryAppend(events));
    }
    this.#channel?.postMessage('appended');
  }

  async read(since?: StoreCursor): Promise<StorePage> {
    const snapshot = await this.#attempt(() => this.#snapshot(since));
    if (snapshot === undefined) {
      return {
        events: [],
        cursor: { generation: '', sequence: 0 },
        reset: since !== undefined && since.generation !== '',
      };
    }
    const { state, records } = snapshot;
    const known = since?.generation === state.generation;
    const from = known ? since.sequence : 0;
    const batches = await this.#unsealAll(state, records);
    const events = batches.flatMap(({ record, events: batch }) =>
      batch.slice(Math.max(0, from - record.start)),
    );
    return {
      events,
      cursor: { generation: state.generation, sequence: state.next },
      reset: since !== undefined && !known,
    };
  }

  retain(policy: RetentionPolicy, now: number): Promise<number> {
    return this.#oneByOne(() => this.#retain(policy, now));
  }

  #retain(policy: RetentionPolicy, now: number): Promise<number> {
    return this.#attempt(async () => {
      const snapshot = await this.#snapshot();
      if (snapshot === undefined) return 0;
      const events = await this.#eventsOf(snapshot);
      const expired = Math.max(
        expiredCount(events, policy, now),
        overweight(snapshot, events.length),
      );
      if (expired === 0 && snapshot.records.length < MANY_RECORDS) return 0;
      return (await this.#rewrite(snapshot, events.slice(expired))) ? expired : CONFLICT;
    });
  }

  async erase(): Promise<void> {
    await this.#oneByOne(() => this.#database.delete());
    this.#channel?.postMessage('erased');
  }

  onForeignChange(listener: () => void): () => void {
    this.#channel?.addEventListener('message', listener);
    return () => this.#channel?.removeEventListener('message', listener);
  }

  async close(): Promise<void> {
    this.#channel?.close();
    await this.#database.close();
  }

  /** Writes of one tab wait for each other; those of other tabs are noticed when they collide. */
  #oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writes.then(work);
    this.#writes = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Runs `work` until no other tab comes before it; once more after a connection was lost. */
  async #attempt<T>(work: () => Promise<T | typeof CONFLICT>): Promise<T> {
    let lost = false;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        const result = await work();
        if (result !== CONFLICT) return result;
      } catch (error) {
        const known = storageError(error);
        if (known.code !== 'storage/lost' || lost) throw known;
        lost = true;
        await this.#database.close();
      }
    }
    throw new SottoError('storage/lost', { origin: 'storage', retry: true });
  }

  async #tryAppend(events: readonly ShopEvent[]): Promise<typeof CONFLICT | undefined> {
    const database = await this.#database.open();
    const known = await database.get('state', 'log');
    const state = known ?? { generation: crypto.randomUUID(), next: 0, key: await generateKey() };
    const record = await sealRecord(state, state.next, events);
    const transaction = database.transaction(['records', 'state'], 'readwrite', {
      durability: 'relaxed',
    });
    const current = await transaction.objectStore('state').get('log');
    if (!sameLog(known, current)) return CONFLICT;
    await Promise.all([
      transaction.objectStore('records').add(record),
      transaction.objectStore('state').put({ ...state, next: record.end }, 'log'),
      transaction.done,
    ]);
    return undefined;
  }

  /** State and the records that hold something after `since`; `undefined` where there is no log. */
  async #snapshot(since?: StoreCursor): Promise<Snapshot | undefined> {
    const database = await this.#database.openExisting();
    if (database === undefined) return undefined;
    const transaction = database.transaction(['records', 'state'], 'readonly');
    const state = await transaction.objectStore('state').get('log');
    if (state === undefined) return undefined;
    const after =
      since?.generation === state.generation ? IDBKeyRange.lowerBound(since.sequence, true) : null;
    return { state, records: await transaction.objectStore('records').getAll(after) };
  }

  /** Puts `events`, the newest of the log, in place of all records. `false` where another tab wrote. */
  async #rewrite({ state }: Snapshot, events: readonly ShopEvent[]): Promise<boolean> {
    const first = state.next - events.length;
    const segments: Promise<StoredRecord>[] = [];
    for (let at = 0; at < events.length; at += SEGMENT_EVENTS) {
      segments.push(sealRecord(state, first + at, events.slice(at, at + SEGMENT_EVENTS)));
    }
    const sealed = await Promise.all(segments);
    const database = await this.#database.open();
    const transaction = database.transaction(['records', 'state'], 'readwrite', {
      durability: 'relaxed',
    });
    const current = await transaction.objectStore('state').get('log');
    if (!sameLog(state, current)) return false;
    const records = transaction.objectStore('records');
    await Promise.all([
      records.clear(),
      ...sealed.map((record) => records.put(record)),
      transaction.done,
    ]);
    return true;
  }

  /** Makes room: the older half of the history goes. */
  async #dropHalf(): Promise<void> {
    await this.#attempt(async () => {
      const snapshot = await this.#snapshot();
      if (snapshot === undefined) return undefined;
      const events = await this.#eventsOf(snapshot);
      const kept = events.slice(Math.ceil(events.length / 2));
      return (await this.#rewrite(snapshot, kept)) ? undefined : CONFLICT;
    });
  }

  async #eventsOf({ state, records }: Snapshot): Promise<ShopEvent[]> {
    return (await this.#unsealAll(state, records)).flatMap(({ events }) => events);
  }

  async #unsealAll(state: LogState, records: readonly StoredRecord[]): Promise<Batch[]> {
    const opened: { record: StoredRecord; events: readonly ShopEvent[] | undefined }[] =
      await Promise.all(
        records.map(async (record) => ({
          record,
          events: await unseal(state.key, placeOf(state, record), record),
        })),
      );
    const whole = opened.filter((batch): batch is Batch => batch.events !== undefined);
    if (whole.length < opened.length) {
      const message = `${opened.length - whole.length} stored records can not be read; they are left out.`;
      this.#onCorrupt(new SottoError('storage/corrupt', { origin: 'storage' }, message));
    }
    return whole;
  }
}

/** Another tab wrote in between; the work has to be done again. */
const CONFLICT = Symbol('conflict');

interface Batch {
  readonly record: StoredRecord;
  readonly events: readonly ShopEvent[];
}

const sameLog = (a: LogState | undefined, b: LogState | undefined): boolean =>
  a?.generation === b?.generation && a?.next === b?.next;

const placeOf = (
  { generation }: LogState,
  { start, end }: { start: number; end: number },
): string => `${generation}:${start}:${end}`;

async function sealRecord(
  state: LogState,
  start: number,
  events: readonly ShopEvent[],
): Promise<StoredRecord> {
  const end = start + events.length;
  return { start, end, ...(await seal(state.key, placeOf(state, { start, end }), events)) };
}

/** How many of the oldest events go so that the records fit into {@link MAX_BYTES}. */
function overweight({ records }: Snapshot, events: number): number {
  const bytes = records.reduce((sum, { data }) => sum + data.byteLength, 0);
  return bytes <= MAX_BYTES ? 0 : Math.ceil(events * (1 - MAX_BYTES / bytes));
}
