import { Pool, TypeOverrides, types, type PoolClient } from 'pg';
import type { Database, Queryable } from './database.ts';
import { databaseError } from './database-error.ts';

/** Our whole numbers are below 2^53; pg gives those of 8 bytes as texts otherwise. */
const numbers = new TypeOverrides();
numbers.setTypeParser(types.builtins.INT8, Number);

const queryable = (client: Pool | PoolClient): Queryable => ({
  async query<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
    const { rows } = await client.query<Row>(sql, [...parameters]).catch((cause: unknown) => {
      throw databaseError(cause);
    });
    return rows;
  },
});

/** After an error the connection is rolled back, or thrown away if even that fails. */
async function rollBack(client: PoolClient): Promise<void> {
  try {
    await client.query('rollback');
    client.release();
  } catch {
    client.release(true);
  }
}

/**
 * A PostgreSQL server, over a pool of connections.
 *
 * @param url `postgres://user:password@host:port/database`
 */
export function postgresDatabase(url: string): Database {
  const pool = new Pool({ connectionString: url, types: numbers, connectionTimeoutMillis: 10_000 });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  let closing: Promise<void> | undefined;
  return {
    ...queryable(pool),
    async transaction(work) {
      const client = await pool.connect().catch((cause: unknown) => {
        throw databaseError(cause);
      });
      try {
        await client.query('begin');
        const result = await work(queryable(client));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        await rollBack(client);
        throw databaseError(error);
      }
    },
    close: () => (closing ??= pool.end()),
  };
}
