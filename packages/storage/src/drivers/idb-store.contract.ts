import { deleteDB, openDB, type IDBPDatabase } from 'idb';
import { test as base } from 'vitest';
import type { SottoError } from '@sotto/core';
import { IdbStore, type IdbStoreOptions } from './idb-store.ts';

let number = 0;

/** Tests of IndexedDB get a database of their own, which is deleted after the test. */
export const test = base.extend<{
  /** Name of the test's database. */
  databaseName: string;
  /** Opens a store; a second one over the same database is another tab's. */
  openIdb: (options?: IdbStoreOptions) => IdbStore;
  /** Codes of what the stores reported. */
  reported: string[];
  /** Opens the database behind the stores' back. */
  tamper: <T>(work: (database: IDBPDatabase) => Promise<T>) => Promise<T>;
}>({
  // oxlint-disable-next-line no-empty-pattern -- a fixture that needs no other one is written so
  databaseName: async ({}, use) => {
    const name = `test-${++number}`;
    await use(name);
    await deleteDB(name);
  },
  // oxlint-disable-next-line no-empty-pattern
  reported: async ({}, use) => use([]),
  openIdb: async ({ databaseName, reported }, use) => {
    const stores: IdbStore[] = [];
    await use((options) => {
      const onCorrupt = ({ code }: SottoError): void => void reported.push(code);
      const store = new IdbStore({ name: databaseName, onCorrupt, ...options });
      stores.push(store);
      return store;
    });
    for (const store of stores) await store.close();
  },
  tamper: async ({ databaseName }, use) =>
    use(async (work) => {
      const database = await openDB(databaseName);
      try {
        return await work(database);
      } finally {
        database.close();
      }
    }),
});
