import { SottoError } from '@sotto/core';
import type { Database, Queryable } from './database.ts';
import { MIGRATIONS, type Migrations } from './migrations.ts';

/** Names the lock that setting up takes, among all of a PostgreSQL server's. */
const SET_UP_LOCK = 0x50_77_70;

/** Until the transaction ends, no other server on this database sets anything up. */
export async function lockSetUp(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [SET_UP_LOCK]);
}

/** Names the lock that changing the model takes. */
const MODEL_LOCK = SET_UP_LOCK + 1;

/** Until the transaction ends, nobody else changes what the shop has learnt. */
export async function lockModel(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [MODEL_LOCK]);
}

/** How many of the {@link MIGRATIONS} the database has behind it. */
export async function schemaVersion(database: Queryable): Promise<number> {
  const [row] = await database.query<{ version: number | null }>(
    'select max(version) as version from migration',
  );
  return row?.version ?? 0;
}

/**
 * Brings the tables to this release. Does nothing where they are; servers that start together wait for one another.
 *
 * @param migrations default those of the sync server
 * @throws storage/newer-version where a newer release wrote to the database
 * @throws server/database
 */
export async function migrate(
  database: Database,
  migrations: Migrations = MIGRATIONS,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockSetUp(transaction);
    await transaction.query('create table if not exists migration (version integer primary key)');
    const from = await schemaVersion(transaction);
    if (from > migrations.length)
      throw new SottoError('storage/newer-version', { origin: 'server' });
    for (const [index, statements] of migrations.entries()) {
      if (index < from) continue;
      for (const statement of statements) await transaction.query(statement);
      await transaction.query('insert into migration values ($1)', [index + 1]);
    }
  });
}
