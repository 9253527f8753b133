import { SottoError } from '@sotto/core';
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { storageError } from './idb-errors.ts';
import type { LogState, StoredRecord, StoredValue } from './stored-record.ts';

/** Layout of the database; `packages/storage/README.md` describes it. */
export interface HistorySchema extends DBSchema {
  records: { key: number; value: StoredRecord };
  state: { key: 'log' | KeptKey; value: LogState | StoredValue };
}

/** Where a kept value lies. */
export type KeptKey = `kept:${string}`;

/** A connection to the database. */
export type HistoryConnection = IDBPDatabase<HistorySchema>;

/** Version of the layout. */
const DATABASE_VERSION = 1;

/**
 * The database: opened when it is needed, given up when another tab deletes or upgrades it, opened anew
 * after it was lost.
 */
export class IdbDatabase {
  readonly #name: string;
  readonly #patienceMs: number;
  #connection: HistoryConnection | undefined;
  /** One opening at a time: a reader's that creates nothing must not stand in for a writer's. */
  #opening: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** @param patienceMs how long to wait for other tabs that hold the database. Milliseconds. */
  constructor(name: string, patienceMs: number) {
    this.#name = name;
    this.#patienceMs = patienceMs;
  }

  /** Opens the database, and creates it where there is none. */
  async open(): Promise<HistoryConnection> {
    const connection = await this.#connected(true);
    if (connection === undefined) throw new SottoError('storage/lost', { origin: 'storage' });
    return connection;
  }

  /** Opens the database; `undefined` where there is none: reading never creates one. */
  openExisting(): Promise<HistoryConnection | undefined> {
    return this.#connected(false);
  }

  /** Gives the connection up; the next use opens a new one. */
  disconnect(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Closes for good: whatever is asked later is refused. */
  close(): void {
    this.#closed = true;
    this.disconnect();
  }

  /**
   * Deletes the database. Key and records go first, so that a tab which does not let go of the database can
   * put off only the removal of an empty one.
   *
   * @throws SottoError when neither could be done in time
   */
  async erase(): Promise<void> {
    const [cleared] = await Promise.allSettled([this.#clear()]);
    if (this.#closed) throw closedError();
    this.disconnect();
    const [deleted] = await Promise.allSettled([this.#inTime(deleteDB(this.#name))]);
    if (cleared.status === 'rejected' && deleted.status === 'rejected')
      throw storageError(deleted.reason);
  }

  async #clear(): Promise<void> {
    const connection = await this.openExisting();
    const transaction = connection?.transaction(['records', 'state'], 'readwrite');
    await Promise.all([
      transaction?.objectStore('state').clear(),
      transaction?.objectStore('records').clear(),
      transaction?.done,
    ]);
  }

  #connected(create: boolean): Promise<HistoryConnection | undefined> {
    const connected = this.#opening.then(async () => {
      if (this.#closed) throw closedError();
      this.#connection ??= await this.#connect(create);
      return this.#connection;
    });
    this.#opening = connected.catch(() => undefined);
    return connected;
  }

  async #connect(create: boolean): Promise<HistoryConnection | undefined> {
    let absent = false;
    try {
      const connection = await this.#inTime(
        openDB<HistorySchema>(this.#name, DATABASE_VERSION, {
          upgrade(upgrading, _oldVersion, _newVersion, transaction) {
            if (create) {
              upgrading.createObjectStore('records', { keyPath: 'end' });
              upgrading.createObjectStore('state');
              return;
            }
            // Giving up the creation is the one way to learn that there is no database without making one.
            absent = true;
            transaction.done.catch(() => undefined);
            transaction.abort();
          },
        }),
        (late) => late.close(),
      );
      connection.addEventListener('versionchange', () => this.#lose(connection));
      connection.addEventListener('close', () => this.#lose(connection));
      return connection;
    } catch (error) {
      if (absent) return undefined;
      throw storageError(error);
    }
  }

  #lose(connection: HistoryConnection): void {
    connection.close();
    if (this.#connection === connection) this.#connection = undefined;
  }

  /** A request that another tab's connection blocks never settles: it is given up, and undone when it does. */
  async #inTime<T>(work: Promise<T>, undo: (late: T) => void = () => undefined): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        work.then(undo, () => undefined);
        reject(new SottoError('storage/blocked', { origin: 'storage' }));
      }, this.#patienceMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const closedError = (): SottoError => new SottoError('storage/closed', { origin: 'storage' });
