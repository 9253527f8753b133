import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {
  BIGINT,
  DuckDBDataChunk,
  DuckDBInstance,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';

const CHUNK_ROWS = 2048;

/** Memory that DuckDB may take before it goes to disk. */
const MEMORY_LIMIT = '500MB';

/** Quotes a name for SQL. */
export const sqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Quotes a text for SQL. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * A database on disk, in a folder of its own that goes when it is closed. Everything between a feed
 * and the pack lies here, so that memory doesn't grow with the feed.
 */
export class Staging {
  readonly connection: DuckDBConnection;
  /** Folder for files that live as long as the staging does. */
  readonly folder: string;
  readonly #instance: DuckDBInstance;
  /** A command that is stopped half-way leaves no gigabytes behind. */
  readonly #removeFolder = (): void => rmSync(this.folder, { recursive: true, force: true });

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, folder: string) {
    this.#instance = instance;
    this.connection = connection;
    this.folder = folder;
    process.once('exit', this.#removeFolder);
  }

  /** Opens an empty staging under the system's temporary folder. */
  static async open(): Promise<Staging> {
    const folder = mkdtempSync(path.join(tmpdir(), 'sotto-'));
    const instance = await DuckDBInstance.create(path.join(folder, 'staging.duckdb'), {
      memory_limit: MEMORY_LIMIT,
      threads: '2',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: path.join(folder, 'spill'),
    });
    return new Staging(instance, await instance.connect(), folder);
  }

  /** Closes the database and deletes its folder. */
  close(): void {
    this.connection.closeSync();
    this.#instance.closeSync();
    process.off('exit', this.#removeFolder);
    this.#removeFolder();
  }

  /** Runs a statement for its effect. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** All rows of a small answer; integers of 64 bits come as `bigint`. */
  async rows(sql: string): Promise<DuckDBValue[][]> {
    return (await this.connection.runAndReadAll(sql)).getRows();
  }

  /** The first value of the first row as a number; 0 for NULL. */
  async number(sql: string): Promise<number> {
    return Number((await this.rows(sql))[0]?.[0] ?? 0);
  }

  /**
   * Rows of a large answer, some thousand at a time. On a connection of its own: an appender that writes
   * on the same one would end the answer early.
   */
  async *stream(sql: string): AsyncGenerator<DuckDBValue[][]> {
    const connection = await this.#instance.connect();
    try {
      for await (const chunk of await connection.stream(sql)) yield chunk.getRows();
    } finally {
      connection.closeSync();
    }
  }

  /**
   * Creates a table and gives what appends to it. Columns are texts, but for those in `integers`.
   */
  async createTable(
    name: string,
    columns: readonly string[],
    integers: ReadonlySet<string> = new Set(),
  ): Promise<TableAppender> {
    const types = columns.map((column) => (integers.has(column) ? BIGINT : VARCHAR));
    const list = columns.map((column, at) => `${sqlName(column)} ${types[at]!.toString()}`);
    await this.run(`CREATE OR REPLACE TABLE ${sqlName(name)} (${list.join(', ')})`);
    return TableAppender.open(this.connection, name, types);
  }
}

/** Appends rows to one table; call {@link TableAppender.close} at the end. */
export class TableAppender {
  readonly #types: readonly DuckDBType[];
  readonly #appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>;
  #rows: DuckDBValue[][] = [];

  private constructor(
    appender: Awaited<ReturnType<DuckDBConnection['createAppender']>>,
    types: readonly DuckDBType[],
  ) {
    this.#appender = appender;
    this.#types = types;
  }

  /** Opens an appender on an existing table with columns of these types. */
  static async open(
    connection: DuckDBConnection,
    table: string,
    types: readonly DuckDBType[],
  ): Promise<TableAppender> {
    return new TableAppender(await connection.createAppender(table), types);
  }

  /** Appends one row. */
  append(row: DuckDBValue[]): void {
    this.#rows.push(row);
    if (this.#rows.length === CHUNK_ROWS) this.#flush();
  }

  /** Writes what is left. */
  close(): void {
    this.#flush();
    this.#appender.closeSync();
  }

  #flush(): void {
    if (this.#rows.length === 0) return;
    const chunk = DuckDBDataChunk.create(this.#types, this.#rows.length);
    chunk.setRows(this.#rows);
    this.#appender.appendDataChunk(chunk);
    this.#rows = [];
  }
}
