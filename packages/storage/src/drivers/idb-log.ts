import { SottoError } from '@sotto/core';
import type { IDBPObjectStore, IDBPTransaction } from 'idb';
import type { StoreCursor } from '../store.ts';
import type { HistoryConnection, HistorySchema, IdbDatabase, KeptKey } from './idb-database.ts';
import { storageError } from './idb-errors.ts';
import { isLogState, type LogState, type StoredRecord, type StoredValue } from './stored-record.ts';

/**
 * Attempts at a write that another tab comes before: with what is waited between them 2 s on average, so that a slow
 * device gets its turn beside a tab that writes all the time.
 */
const ATTEMPTS = 12;

/** What the database holds, before decryption. */
export interface Snapshot {
  readonly state: LogState;
  /** Whatever lies there: a damaged database may hold anything. */
  readonly records: readonly unknown[];
}

/** A change of the log, prepared outside of any transaction. */
export interface LogChange {
  /** The state that it was prepared for; `undefined` where there was no log. */
  readonly before: LogState | undefined;
  readonly after: LogState;
  /** Records that go: those whose events are all before this number. `Infinity` means all. */
  readonly removeTo: number;
  /** Records that come. */
  readonly records: readonly StoredRecord[];
  /** A kept value that comes, or goes. */
  readonly kept?: { readonly name: string; readonly sealed: StoredValue | undefined };
}

/**
 * The transactions on the database. Crypto happens outside of them (one would end while waiting for it), so a
 * change is written only if the log still is as it was prepared for, and else is prepared anew.
 */
export class IdbLog {
  readonly #database: IdbDatabase;

  constructor(database: IdbDatabase) {
    this.#database = database;
  }

  /** How the log is; `undefined` where there is none. */
  state(): Promise<LogState | undefined> {
    return this.#again(async () => {
      const connection = await this.#database.openExisting();
      if (connection === undefined) return undefined;
      const state: unknown = await begin(connection, 'readonly').objectStore('state').get('log');
      return isLogState(state) ? state : undefined;
    });
  }

  /** The log with the records that hold something after `since`; `undefined` where there is none. */
  snapshot(since?: StoreCursor): Promise<Snapshot | undefined> {
    return this.#again(async () => {
      const connection = await this.#database.openExisting();
      if (connection === undefined) return undefined;
      const transaction = begin(connection, 'readonly');
      const state: unknown = await transaction.objectStore('state').get('log');
      if (!isLogState(state)) return undefined;
      const known = since?.generation === state.generation;
      const after = known ? IDBKeyRange.lowerBound(since.sequence, true) : undefined;
      return { state, records: await transaction.objectStore('records').getAll(after) };
    });
  }

  /** What lies under a name beside the log, with the log's state; `undefined` where there is no log. */
  kept(name: string): Promise<{ state: LogState; value: unknown } | undefined> {
    return this.#again(async () => {
      const connection = await this.#database.openExisting();
      if (connection === undefined) return undefined;
      const store = begin(connection, 'readonly').objectStore('state');
      const [state, value]: unknown[] = await Promise.all([
        store.get('log'),
        store.get(keyOf(name)),
      ]);
      return isLogState(state) ? { state, value } : undefined;
    });
  }

  /**
   * Writes what `prepare` makes of the log as it is, all of it or nothing. Where that is `undefined`, nothing
   * is left to write.
   *
   * @throws SottoError `storage/busy` when other tabs came before it every time
   */
  async write(prepare: () => Promise<LogChange | undefined>): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const change = await prepare();
      if (change === undefined || (await this.#again(() => this.#commit(change)))) return;
      await someTime(2 ** attempt);
    }
    throw new SottoError('storage/busy', { origin: 'storage', retry: true });
  }

  /** `false` where the log is no longer as the change takes it to be. */
  async #commit({ before, after, removeTo, records, kept }: LogChange): Promise<boolean> {
    const connection = await (before === undefined
      ? this.#database.open()
      : this.#database.openExisting());
    if (connection === undefined) return false;
    const transaction = begin(connection, 'readwrite');
    if (!sameLog(before, await transaction.objectStore('state').get('log'))) return false;
    const store = transaction.objectStore('records');
    await allOrNothing(transaction, [
      () =>
        removeTo === Infinity ? store.clear() : store.delete(IDBKeyRange.upperBound(removeTo)),
      ...records.map((record) => () => store.put(record)),
      () => transaction.objectStore('state').put(after, 'log'),
      ...(kept === undefined ? [] : [() => putKept(transaction.objectStore('state'), kept)]),
    ]);
    return true;
  }

  /** Once more after the connection was lost. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (storageError(error).code !== 'storage/lost') throw error;
      this.#database.disconnect();
      return work();
    }
  }
}

const keyOf = (name: string): KeptKey => `kept:${name}`;

function putKept(
  store: IDBPObjectStore<HistorySchema, ('records' | 'state')[], 'state', 'readwrite'>,
  { name, sealed }: NonNullable<LogChange['kept']>,
): Promise<unknown> {
  return sealed === undefined ? store.delete(keyOf(name)) : store.put(sealed, keyOf(name));
}

/** At most `mostMs`, by chance, so that tabs which met do not meet again. */
const someTime = (mostMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * mostMs));

/** A transaction over both stores. What fails it fails its requests, too, so its end may go unheard. */
function begin<Mode extends 'readonly' | 'readwrite'>(
  connection: HistoryConnection,
  mode: Mode,
): IDBPTransaction<HistorySchema, ('records' | 'state')[], Mode> {
  const transaction = connection.transaction(['records', 'state'], mode, { durability: 'relaxed' });
  transaction.done.catch(() => undefined);
  return transaction;
}

function sameLog(before: LogState | undefined, now: unknown): boolean {
  if (!isLogState(now)) return before === undefined;
  return before?.generation === now.generation && before.revision === now.revision;
}

/** A full disk aborts a transaction, and each of its requests then fails with a mere AbortError. */
const isReason = (error: unknown): boolean => error instanceof Error && error.name !== 'AbortError';

/** Waits for a transaction, and fails with the reason rather than with what followed from it. */
async function allOrNothing(
  transaction: {
    readonly done: Promise<void>;
    readonly error: DOMException | null;
    abort(): void;
  },
  requests: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const work: Promise<unknown>[] = [transaction.done];
  let refused: unknown;
  try {
    for (const request of requests) work.push(request());
  } catch (error) {
    refused = error;
    transaction.abort();
  }
  const results = await Promise.allSettled(work);
  const reasons: unknown[] = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason] : [],
  );
  if (reasons.length === 0) return;
  throw [refused, transaction.error, ...reasons].find(isReason) ?? reasons[0];
}
