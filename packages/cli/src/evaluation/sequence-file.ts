import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { SottoError } from '@sotto/core';
import { readSequenceTable, type SequenceColumns } from './sequence-table.ts';
import type { SequenceRow } from './sequences.ts';

/** A file of sequences, read. */
export interface SequenceFile {
  readonly rows: readonly SequenceRow[];
  /** Rows without a user, a product or a readable time; they are left out. */
  readonly droppedRows: number;
}

/**
 * Reads sequences in either of two formats: a line for each user, `user item item …` oldest first; or
 * a table of user, item and time with a header, as CSV of any delimiter, TSV or Parquet. Either may be
 * gzipped.
 *
 * @param columns names of the table's columns, where they are not the usual ones.
 * @throws orders/unreadable
 */
export async function readSequenceFile(
  file: string,
  columns: SequenceColumns = {},
): Promise<SequenceFile> {
  if (file.endsWith('.parquet')) return readSequenceTable(file, columns);
  const bytes = await readBytes(file);
  const head = bytes.subarray(0, 65_536).toString('utf8');
  const first = head.slice(0, head.search(/[\r\n]|$/));
  if (/[,;\t|]/.test(first)) return readSequenceTable(file, columns);
  const rows = bytes.toString('utf8').split(/\r?\n/).flatMap(rowsOfLine);
  if (rows.length === 0) throw unreadable(file, 'has no line of the form "user item item …"');
  return { rows, droppedRows: 0 };
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const bytes = await readFile(file);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw unreadable(file, 'can not be read', error);
  }
}

/** The error of a file that holds no sequences. */
export const unreadable = (file: string, why: string, cause?: unknown): SottoError =>
  new SottoError('orders/unreadable', { origin: 'cli', cause }, `${file} ${why}.`);

function rowsOfLine(line: string): SequenceRow[] {
  const [user, ...items] = line.split(/\s+/).filter(Boolean);
  return user === undefined ? [] : items.map((item) => ({ user, item }));
}
