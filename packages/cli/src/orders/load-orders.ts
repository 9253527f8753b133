import { openSync, readSync, closeSync } from 'node:fs';
import path from 'node:path';
import { SottoError } from '@sotto/core';
import { delimiterOf } from '../feeds/delimited.ts';
import { sqlName, sqlText, type Staging } from '../feeds/staging.ts';
import { copyText, headOf } from '../feeds/text-copy.ts';
import { orderColumns, type OrderField } from './order-columns.ts';

/** What {@link loadOrders} found. */
export interface LoadedOrders {
  /** Lines that could not be read as a row. */
  readonly broken: number;
  /** Which column was taken for what; empty for sequence lines. */
  readonly columns: Partial<Record<OrderField, string>>;
}

/** Table that {@link loadOrders} makes: one row a row of the file, texts as they are there. */
export const RAW_ORDERS_TABLE = 'raw_orders';

const FIELDS: readonly OrderField[] = [
  'user',
  'item',
  'time',
  'order',
  'session',
  'quantity',
  'type',
];

/**
 * Reads an order or click history into {@link RAW_ORDERS_TABLE}: CSV of any delimiter, TSV, JSON, JSON
 * lines (each gzipped or not) or Parquet with a column for the product and one for the user or session;
 * or lines of the form `user item item …`, oldest first.
 *
 * @throws orders/unreadable
 */
export async function loadOrders(staging: Staging, file: string): Promise<LoadedOrders> {
  try {
    return await load(staging, file);
  } catch (error) {
    if (error instanceof SottoError && error.code === 'orders/unreadable') throw error;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw unreadable(`The orders ${file} can't be read: ${reason.replace(/\.$/, '')}.`, error);
  }
}

async function load(staging: Staging, file: string): Promise<LoadedOrders> {
  if (isParquet(file)) return loadTable(staging, file, `read_parquet(${sqlText(file)})`);
  const copy = path.join(staging.folder, 'orders.txt');
  await copyText(file, copy, file);
  const head = headOf(copy);
  if (/^\s*[[{]/.test(head)) {
    return loadTable(staging, file, `read_json_auto(${sqlText(copy)}, maximum_depth = 2)`);
  }
  const delimiter = delimiterOf(head);
  if (delimiter === undefined) return loadSequences(staging, copy);
  await staging.run('DROP TABLE IF EXISTS reject_errors');
  await staging.run('DROP TABLE IF EXISTS reject_scans');
  const loaded = await loadTable(
    staging,
    file,
    `read_csv(${sqlText(copy)}, all_varchar = true, header = true, delim = ${sqlText(delimiter)},
      quote = '"', escape = '"', ignore_errors = true, store_rejects = true, rejects_limit = 0)`,
  );
  const broken = await staging.number('SELECT count(DISTINCT line) FROM reject_errors');
  return { ...loaded, broken };
}

function isParquet(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const magic = Buffer.alloc(4);
    readSync(handle, magic, 0, 4, 0);
    return magic.toString('latin1') === 'PAR1';
  } finally {
    closeSync(handle);
  }
}

async function loadTable(staging: Staging, file: string, source: string): Promise<LoadedOrders> {
  const names = (await staging.rows(`DESCRIBE SELECT * FROM ${source}`)).map(([name]) =>
    String(name),
  );
  const columns = orderColumns(names);
  const missing =
    columns.item === undefined
      ? 'product'
      : columns.user === undefined && columns.session === undefined
        ? 'user'
        : undefined;
  if (missing !== undefined) {
    const known = names.slice(0, 12).join(', ');
    throw unreadable(`The orders ${file} have no column for the ${missing} among ${known}.`);
  }
  const selected = FIELDS.map((field) => {
    const name = columns[field];
    const value =
      name === undefined ? 'NULL' : `nullif(trim(CAST(${sqlName(name)} AS VARCHAR)), '')`;
    return `CAST(${value} AS VARCHAR) AS ${sqlName(field)}`;
  });
  await staging.run(`CREATE OR REPLACE TABLE ${RAW_ORDERS_TABLE} AS
    SELECT row_number() OVER () AS number, ${selected.join(', ')} FROM ${source}`);
  return { broken: 0, columns };
}

async function loadSequences(staging: Staging, file: string): Promise<LoadedOrders> {
  await staging.run(`CREATE OR REPLACE TABLE ${RAW_ORDERS_TABLE} AS
    SELECT row_number() OVER () AS number, words[1] AS "user", item, ${['time', 'order', 'session', 'quantity', 'type'].map((field) => `CAST(NULL AS VARCHAR) AS "${field}"`).join(', ')}
    FROM (SELECT words, unnest(words[2:]) AS item FROM (
      SELECT regexp_split_to_array(trim(line), '\\s+') AS words
      FROM read_csv(${sqlText(file)}, auto_detect = false, columns = {line: 'VARCHAR'}, delim = chr(1),
        quote = '', escape = '', header = false, max_line_size = 4194304)))`);
  const rows = await staging.number(`SELECT count(*) FROM ${RAW_ORDERS_TABLE}`);
  if (rows === 0) throw unreadable('The orders have no line of the form "user item item …".');
  return { broken: 0, columns: {} };
}

const unreadable = (message: string, cause?: unknown): SottoError =>
  new SottoError('orders/unreadable', { origin: 'cli', cause }, message);
