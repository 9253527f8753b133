import type { ShopEvent, SottoError } from '@sotto/core';
import { expiredCount } from '../retention.ts';
import type { ForeignChange, RetentionPolicy, Store, StoreCursor, StorePage } from '../store.ts';
import { IdbDatabase } from './idb-database.ts';
import { storageError } from './idb-errors.ts';
import { IdbLog, type LogChange, type Snapshot } from './idb-log.ts';
import { RecordReader } from './record-reader.ts';
import { FULL_RECORD, keptPlaceOf, sealEntries } from './record-writer.ts';
import { isStoredRecord, isStoredValue, type LogEntry, type LogState } from './stored-record.ts';
import { generateKey, seal, unseal } from './vault.ts';

/** Options of an {@link IdbStore}. */
export interface IdbStoreOptions {
  /** Name of the database. Default `sotto`. */
  readonly name?: string;
  /** How long to wait for other tabs that hold the database. Milliseconds. Default 3000. */
  readonly patienceMs?: number;
  /** Called with `storage/corrupt` when records or events had to be left out, once for each. */
  readonly onCorrupt?: (error: SottoError) => void;
}

/** Records that are not full from which on they are merged. */
const MANY_RECORDS = 48;
/** Most bytes of sealed records. */
const MAX_BYTES = 4_194_304;

/**
 * The history in IndexedDB, sealed. A record is one appended batch; many small ones are merged. Nothing is
 * created before the first append; erasing deletes the database, and the key with it.
 */
export class IdbStore implements Store {
  readonly kind = 'indexeddb';
  readonly encrypted = true;
  readonly #database: IdbDatabase;
  readonly #log: IdbLog;
  readonly #reader: RecordReader;
  readonly #channel: BroadcastChannel;
  #writes: Promise<unknown> = Promise.resolve();

  constructor({ name = 'sotto', patienceMs = 3000, onCorrupt }: IdbStoreOptions = {}) {
    this.#database = new IdbDatabase(name, patienceMs);
    this.#log = new IdbLog(this.#database);
    this.#reader = new RecordReader(onCorrupt ?? (() => undefined));
    this.#channel = new BroadcastChannel(`${name}-history`);
  }

  append(events: readonly ShopEvent[]): Promise<void> {
    return this.#oneByOne(async () => {
      if (events.length === 0) return;
      await this.#append(events);
      this.#tell('appended');
    });
  }

  async read(since?: StoreCursor): Promise<StorePage> {
    try {
      return await this.#read(since);
    } catch (error) {
      throw storageError(error);
    }
  }

  retain(policy: RetentionPolicy, now: number): Promise<number> {
    return this.#oneByOne(() => this.#retain(policy, now));
  }

  async kept(name: string): Promise<unknown> {
    try {
      const found = await this.#log.kept(name);
      if (!isStoredValue(found?.value)) return undefined;
      return await unseal(found.state.key, keptPlaceOf(found.state, name), found.value);
    } catch (error) {
      throw storageError(error);
    }
  }

  keep(name: string, value: unknown): Promise<void> {
    return this.#oneByOne(() => this.#log.write(() => this.#keepIn(name, value)));
  }

  erase(): Promise<void> {
    return this.#oneByOne(async () => {
      this.#reader.forget();
      await this.#database.erase();
      this.#tell('erased');
    });
  }

  onForeignChange(listener: (change: ForeignChange) => void): () => void {
    const hear = ({ data }: MessageEvent<ForeignChange>): void => listener(data);
    this.#channel.addEventListener('message', hear);
    return () => this.#channel.removeEventListener('message', hear);
  }

  async close(): Promise<void> {
    await this.#writes;
    this.#channel.close();
    this.#database.close();
  }

  #tell(change: ForeignChange): void {
    this.#channel.postMessage(change);
  }

  /** Writes of one tab keep their order. */
  #oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writes.then(work).catch((error: unknown) => {
      throw storageError(error);
    });
    this.#writes = result.catch(() => undefined);
    return result;
  }

  async #read(since: StoreCursor | undefined): Promise<StorePage> {
    const snapshot = await this.#log.snapshot(since);
    if (snapshot === undefined) {
      const reset = since !== undefined && since.generation !== '';
      return { events: [], cursor: { generation: '', sequence: 0 }, reset };
    }
    const { generation, next } = snapshot.state;
    const known = since?.generation === generation;
    const entries = await this.#reader.read(snapshot, !known);
    return {
      events: entries
        .filter(({ number }) => !known || number >= since.sequence)
        .map(({ event }) => event),
      cursor: { generation, sequence: next },
      reset: since !== undefined && !known,
    };
  }

  #append(events: readonly ShopEvent[]): Promise<void> {
    return this.#log.write(async () => {
      const before = await this.#log.state();
      const state = before ?? (await newLog());
      const entries = events.map((event, index) => ({ number: state.next + index, event }));
      const after = { ...state, revision: state.revision + 1, next: state.next + events.length };
      const records = await sealEntries(state, entries);
      return { before, after, records, removeTo: before === undefined ? Infinity : 0 };
    });
  }

  async #keepIn(name: string, value: unknown): Promise<LogChange | undefined> {
    const before = await this.#log.state();
    if (before === undefined && value === undefined) return undefined;
    const state = before ?? (await newLog());
    const sealed =
      value === undefined ? undefined : await seal(state.key, keptPlaceOf(state, name), value);
    const after = { ...state, revision: state.revision + 1 };
    const removeTo = before === undefined ? Infinity : 0;
    return { before, after, removeTo, records: [], kept: { name, sealed } };
  }

  async #retain(policy: RetentionPolicy, now: number): Promise<number> {
    let dropped = 0;
    await this.#log.write(async () => {
      dropped = 0;
      const snapshot = await this.#log.snapshot();
      if (snapshot === undefined) return undefined;
      const entries = await this.#reader.read(snapshot, true);
      const events = entries.map(({ event }) => event);
      dropped = Math.max(expiredCount(events, policy, now), overweight(snapshot, events.length));
      if (dropped === 0 && isTidy(snapshot, entries)) return undefined;
      this.#reader.forget();
      return withoutOldest(snapshot, entries, dropped);
    });
    return dropped;
  }
}

async function newLog(): Promise<LogState> {
  return { generation: crypto.randomUUID(), revision: 0, next: 0, key: await generateKey() };
}

/** The log without its `dropped` oldest entries. Records that stay as they are are not written again. */
async function withoutOldest(
  snapshot: Snapshot,
  entries: readonly LogEntry[],
  dropped: number,
): Promise<LogChange> {
  const before = snapshot.state;
  const after = { ...before, revision: before.revision + 1 };
  const kept = entries.slice(dropped);
  if (!isTidy(snapshot, entries))
    return { before, after, removeTo: Infinity, records: await sealEntries(before, kept) };
  const first = kept[0]?.number ?? before.next;
  const cut = snapshot.records
    .filter(isStoredRecord)
    .find(({ start, end }) => start < first && first < end);
  const rest = cut === undefined ? [] : kept.filter(({ number }) => number < cut.end);
  return { before, after, removeTo: first, records: await sealEntries(before, rest) };
}

/** Whether all records are whole, and few of them small. */
function isTidy({ records }: Snapshot, entries: readonly LogEntry[]): boolean {
  const whole = records.filter(isStoredRecord);
  const small = whole.filter(({ start, end }) => end - start < FULL_RECORD);
  const events = whole.reduce((sum, { start, end }) => sum + end - start, 0);
  return (
    whole.length === records.length && events === entries.length && small.length < MANY_RECORDS
  );
}

/** How many of the oldest events go so that the records fit into {@link MAX_BYTES}. */
function overweight({ records }: Snapshot, events: number): number {
  const bytes = records.filter(isStoredRecord).reduce((sum, { data }) => sum + data.byteLength, 0);
  return bytes <= MAX_BYTES ? 0 : Math.ceil(events * (1 - MAX_BYTES / bytes));
}
