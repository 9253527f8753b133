import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { storageError } from './idb-errors.ts';

/** A sealed record of events `start` to `end` − 1 of the log, kept under the number `end`. */
export interface StoredRecord {
  readonly start: number;
  readonly end: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** The log as a whole. */
export interface LogState {
  /** Changes when the log is erased. */
  readonly generation: string;
  /** Number of the next event. */
  readonly next: number;
  readonly key: CryptoKey;
}

/** Layout of the database; `packages/storage/README.md` describes it. */
export interface HistorySchema extends DBSchema {
  records: { key: number; value: StoredRecord };
  state: { key: 'log'; value: LogState };
}

/** Version of the layout. */
export const DATABASE_VERSION = 1;

type Connection = IDBPDatabase<HistorySchema>;

/**
 * A connection that is opened when it is needed, gives way to deletion and upgrades by other tabs, and is
 * opened anew after it was lost.
 */
export class IdbDatabase {
  readonly #name: string;
  #connection: Promise<Connection | undefined> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** Opens the database, and creates it where there is none. */
  async open(): Promise<Connection> {
    const existing = await this.openExisting();
    if (existing !== undefined) return existing;
    this.#connection ??= this.#connect(true);
    const created = await this.#connection;
    if (created === undefined) throw storageError(new DOMException('', 'InvalidStateError'));
    return created;
  }

  /** Opens the database; `undefined` where there is none: reading never creates one. */
  async openExisting(): Promise<Connection | undefined> {
    const connection = (this.#connection ??= this.#connect(false));
    const database = await connection;
    if (database === undefined && this.#connection === connection) this.#connection = undefined;
    return database;
  }

  /** Forgets the connection; the next use opens a new one. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  /** Deletes the database. Other tabs give way. */
  async delete(): Promise<void> {
    await this.close();
    await deleteDB(this.#name).catch((error: unknown) => {
      throw storageError(error);
    });
  }

  async #connect(create: boolean): Promise<Connection | undefined> {
    let absent = false;
    try {
      return await openDB<HistorySchema>(this.#name, DATABASE_VERSION, {
        upgrade(upgrading, oldVersion, _newVersion, transaction) {
          if (create || oldVersion !== 0) {
            upgrading.createObjectStore('records', { keyPath: 'end' });
            upgrading.createObjectStore('state');
            return;
          }
          // Giving up the creation is the one way to learn that there is no database without making one.
          absent = true;
          transaction.done.catch(() => undefined);
          transaction.abort();
        },
        blocking: (_current, _blocked, event) => {
          this.#connection = undefined;
          (event.target as IDBDatabase).close();
        },
        terminated: () => {
          this.#connection = undefined;
        },
      });
    } catch (error) {
      this.#connection = undefined;
      if (absent) return undefined;
      throw storageError(error);
    }
  }
}
