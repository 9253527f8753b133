import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import type { Database, Queryable } from './database.ts';
import { databaseError } from './database-error.ts';
import { lockFolder } from './folder-lock.ts';

const queryable = (client: PGlite | Transaction): Queryable => ({
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
    const { rows } = await client.query<Row>(sql, [...parameters]).catch((cause: unknown) => {
      throw databaseError(cause);
    });
    return rows;
  },
});

function databaseOf(pglite: PGlite, release: () => Promise<void>): Database {
  let closing: Promise<void> | undefined;
  return {
    ...queryable(pglite),
    transaction: (work) =>
      pglite
        .transaction((transaction) => work(queryable(transaction)))
        .catch((error: unknown) => {
          throw databaseError(error);
        }),
    close: () => (closing ??= pglite.close().then(release)),
  };
}

/**
 * Opens the database in a folder. A new one is marked when it is complete: what a stopped start left is made again.
 */
async function openIn(folder: string): Promise<PGlite> {
  const [at, mark] = [path.join(folder, 'database'), path.join(folder, 'complete')];
  if (existsSync(mark)) return PGlite.create(at);
  await rm(at, { recursive: true, force: true });
  const pglite = await PGlite.create(at, { loadDataDir: await dataDir() });
  await writeFile(mark, '');
  return pglite;
}

/**
 * PostgreSQL in this process, kept in a folder. One process at a time may have the folder open.
 *
 * What is committed survives the end of the process at any point. PGlite does not wait for the disk, so a
 * power failure may lose the last seconds; a PostgreSQL server waits.
 *
 * @param folder is made if it is not there
 * @throws server/database, also where another process has the folder open
 */
export async function openFolderDatabase(folder: string): Promise<Database> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const release = await lockFolder(folder);
    return databaseOf(await openIn(folder), release);
  } catch (error) {
    throw databaseError(error);
  }
}

/** PostgreSQL in this process that is gone when it is closed. */
export async function openMemoryDatabase(): Promise<Database> {
  const pglite = await PGlite.create({ loadDataDir: await dataDir() });
  return databaseOf(pglite, () => Promise.resolve());
}
