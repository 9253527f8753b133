import { BIGINT, VARCHAR } from '@duckdb/node-api';
import { TableAppender, type Staging } from './staging.ts';

/** One row of a feed as it was found: texts by column. */
export interface RawRow {
  /** Line, number or page that a person finds the row by, such as `42` or `https://…`. */
  readonly place: string;
  readonly values: ReadonlyMap<string, string>;
}

/** A row that could not be taken apart. */
export interface BrokenRow {
  readonly place: string;
  readonly reason: string;
  /** The beginning of what stands there. */
  readonly text: string;
}

/**
 * A feed's rows in the staging. Columns of the table: `number` (0, 1, …), `place`, and `c0`, `c1`, …,
 * texts, one for each of `columns`; what a row doesn't have is NULL.
 */
export interface RawTable {
  readonly table: string;
  /** The feed's own column names. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Rows that could not even be taken apart; not in the table. */
  readonly broken: readonly BrokenRow[];
}

const BATCH_ROWS = 10_000;
const MAX_COLUMNS = 400;

/** Stages rows whose columns become known as they come. Columns past the 400th are dropped. */
export class RawTableWriter {
  readonly #staging: Staging;
  readonly #table: string;
  readonly #columns = new Map<string, number>();
  #columnsInTable = -1;
  #batch: RawRow[] = [];
  #rows = 0;

  constructor(staging: Staging, table: string) {
    this.#staging = staging;
    this.#table = table;
  }

  /** Number of rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes one row. */
  async add(row: RawRow): Promise<void> {
    for (const name of row.values.keys())
      if (!this.#columns.has(name) && this.#columns.size < MAX_COLUMNS)
        this.#columns.set(name, this.#columns.size);
    this.#batch.push(row);
    this.#rows++;
    if (this.#batch.length >= BATCH_ROWS) await this.#flush();
  }

  /** Writes what is left and describes the table. */
  async finish(broken: readonly BrokenRow[] = []): Promise<RawTable> {
    await this.#flush();
    return { table: this.#table, columns: [...this.#columns.keys()], rows: this.#rows, broken };
  }

  async #flush(): Promise<void> {
    await this.#growTable();
    const names = [...this.#columns.keys()];
    const types = [BIGINT, VARCHAR, ...names.map(() => VARCHAR)];
    const appender = await TableAppender.open(this.#staging.connection, this.#table, types);
    let number = this.#rows - this.#batch.length;
    for (const { place, values } of this.#batch)
      appender.append([BigInt(number++), place, ...names.map((name) => values.get(name) ?? null)]);
    appender.close();
    this.#batch = [];
  }

  async #growTable(): Promise<void> {
    if (this.#columnsInTable < 0) {
      const sql = `CREATE OR REPLACE TABLE ${this.#table} (number BIGINT, place VARCHAR)`;
      await this.#staging.run(sql);
      this.#columnsInTable = 0;
    }
    for (; this.#columnsInTable < this.#columns.size; this.#columnsInTable++)
      await this.#staging.run(
        `ALTER TABLE ${this.#table} ADD COLUMN c${this.#columnsInTable} VARCHAR`,
      );
  }
}
