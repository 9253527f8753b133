/** Something that answers SQL: a database, or an open transaction of one. */
export interface Queryable {
  /**
   * Runs one statement. Whole numbers come as numbers, `bytea` as `Uint8Array`, `text` as strings.
   *
   * @param parameters what `$1`, `$2` … stand for
   * @throws server/database
   */
  query<Row extends object = Record<string, unknown>>(
    sql: string,
    parameters?: readonly unknown[],
  ): Promise<Row[]>;
}

/** PostgreSQL, in a folder of this process (PGlite) or as a server of its own. The SQL is the same. */
export interface Database extends Queryable {
  /**
   * Runs `work` in one transaction: all of it is kept once the promise is fulfilled, none of it if `work`
   * throws or the process ends before.
   *
   * @throws server/database, and what `work` throws
   */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  /** Lets go of the database. Idempotent. */
  close(): Promise<void>;
}
