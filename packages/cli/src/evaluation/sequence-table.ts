import { SottoError } from '@sotto/core';
import { sqlName, sqlText, Staging } from '../feeds/staging.ts';
import { unreadable, type SequenceFile } from './sequence-file.ts';
import type { SequenceRow } from './sequences.ts';

/** Which column of a table is what, by name. */
export interface SequenceColumns {
  readonly user?: string;
  readonly item?: string;
  readonly time?: string;
}

/** Usual names, in lower case and without anything but letters. */
const USUAL_NAMES = {
  user: ['user', 'userid', 'customer', 'customerid', 'visitorid', 'userpseudoid', 'sessionid'],
  item: ['item', 'itemid', 'product', 'productid', 'sku', 'stockcode', 'asin'],
  time: ['time', 'timestamp', 'date', 'datetime', 'eventtime', 'eventtimestamp', 'invoicedate'],
} as const;

/** Reads a table of user, item and time; rows that lack one of them are dropped and counted. */
export async function readSequenceTable(
  file: string,
  columns: SequenceColumns,
): Promise<SequenceFile> {
  const staging = await Staging.open();
  try {
    return await readTable(staging, file, columns);
  } catch (error) {
    if (error instanceof SottoError) throw error;
    throw unreadable(file, 'can not be read as a table', error);
  } finally {
    staging.close();
  }
}

async function readTable(
  staging: Staging,
  file: string,
  columns: SequenceColumns,
): Promise<SequenceFile> {
  const source = file.endsWith('.parquet')
    ? `read_parquet(${sqlText(file)})`
    : `read_csv(${sqlText(file)}, all_varchar = true, header = true, ignore_errors = true)`;
  const names = (await staging.rows(`DESCRIBE SELECT * FROM ${source}`)).map((row) =>
    String(row[0]),
  );
  const [user, item, time] = (['user', 'item', 'time'] as const).map((what) =>
    sqlName(findColumn(file, names, what, columns[what])),
  );
  // Numbers are seconds, milliseconds or microseconds since 1970, told apart by their size.
  const millis = `CASE WHEN n IS NULL THEN epoch_ms(TRY_CAST(t AS TIMESTAMP))
    WHEN n < 1e11 THEN n * 1000 WHEN n < 1e14 THEN n ELSE n / 1000 END`;
  const rows: SequenceRow[] = [];
  let droppedRows = 0;
  const sql = `SELECT u, i, CAST(${millis} AS DOUBLE) FROM (
    SELECT trim(CAST(${user} AS VARCHAR)) AS u, trim(CAST(${item} AS VARCHAR)) AS i,
      CAST(${time} AS VARCHAR) AS t, TRY_CAST(${time} AS DOUBLE) AS n FROM ${source})`;
  for await (const chunk of staging.stream(sql)) {
    for (const [u, i, at] of chunk) {
      if (typeof u === 'string' && u && typeof i === 'string' && i && typeof at === 'number') {
        rows.push({ user: u, item: i, at });
      } else droppedRows++;
    }
  }
  return { rows, droppedRows };
}

function findColumn(
  file: string,
  names: readonly string[],
  what: keyof typeof USUAL_NAMES,
  given: string | undefined,
): string {
  const usual: readonly string[] = USUAL_NAMES[what];
  const found = names.find((name) =>
    given === undefined
      ? usual.includes(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
      : name === given,
  );
  if (found !== undefined) return found;
  const wanted = given === undefined ? `a column for ${what}` : `a column "${given}"`;
  throw unreadable(file, `has not ${wanted} among ${names.slice(0, 12).join(', ')}`);
}
