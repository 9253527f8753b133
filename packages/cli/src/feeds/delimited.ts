import { feedError } from './feed-error.ts';
import type { BrokenRow, RawTable } from './raw-rows.ts';
import { sqlText, type Staging } from './staging.ts';
import { headOf, type TextCopy } from './text-copy.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const NAMES: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};
const MAX_COLUMNS = 2000;
const MAX_ROW_BYTES = 4_194_304;

/** What a delimited feed is made of. */
export interface DelimitedTable extends RawTable {
  /** How to say the delimiter, such as `semicolons`. */
  readonly delimiter: string;
}

/** Splits one line at `delimiter`, honouring double quotes. */
export function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '"' && quoted && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (character === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell].map((text) => text.trim());
}

/** The delimiter that splits the header most often and the following lines alike. */
export function delimiterOf(head: string): string | undefined {
  const lines = head.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const sample = lines.slice(1, 20);
  const scored = DELIMITERS.map((delimiter) => {
    const width = splitLine(lines[0] ?? '', delimiter).length;
    const alike = sample.filter((line) => splitLine(line, delimiter).length === width).length;
    return {
      delimiter,
      width,
      score: width < 2 ? 0 : (0.2 + alike / (sample.length || 1)) * width,
    };
  });
  const best = scored.sort((a, b) => b.score - a.score)[0]!;
  return best.width < 2 ? undefined : best.delimiter;
}

/** Names of the columns: empty ones get a number, a second one of a name gets it behind the name. */
function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, at) => {
    const name = cell === '' ? `column ${at + 1}` : cell;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  });
}

interface Layout {
  readonly delimiter: string;
  readonly quote: string;
  readonly width: number;
  readonly headerLines: number;
}

async function load(staging: Staging, table: string, path: string, layout: Layout): Promise<void> {
  const columns = Array.from({ length: layout.width }, (_, at) => `c${at}`);
  const types = columns.map((column) => `${column}: 'VARCHAR'`).join(', ');
  const breaks = `len(concat_ws('', ${columns.join(', ')})) - len(replace(concat_ws('', ${columns.join(', ')}), chr(10), ''))`;
  for (const each of ['reject_errors', 'reject_scans'])
    await staging.run(`DROP TABLE IF EXISTS ${each}`);
  await staging.run(`CREATE OR REPLACE TABLE ${table} AS
    SELECT *, CAST(line AS VARCHAR) AS place FROM (SELECT row_number() OVER () - 1 AS number,
      CAST(${layout.headerLines} + row_number() OVER () + coalesce(sum(breaks) OVER
        (ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS line,
      *
    FROM (SELECT *, ${breaks} AS breaks FROM read_csv(${sqlText(path)}, auto_detect = false,
      columns = {${types}}, delim = ${sqlText(layout.delimiter)}, quote = ${sqlText(layout.quote)},
      escape = ${sqlText(layout.quote)}, header = false, skip = ${layout.headerLines},
      ignore_errors = true, store_rejects = true, rejects_limit = 100000, nullstr = '',
      max_line_size = ${MAX_ROW_BYTES})))`);
}

const REASONS: Readonly<Record<string, string>> = {
  'MISSING COLUMNS': 'fewer columns than the header',
  'TOO MANY COLUMNS': 'more columns than the header',
  'UNQUOTED VALUE': 'a quotation mark that does not close',
  'LINE SIZE OVER MAXIMUM': 'longer than 4 MB',
  'INVALID ENCODING': 'broken characters',
};

interface Reject extends BrokenRow {
  /** How many sound rows come before it. */
  readonly after: number;
  /** Lines that it takes, empty ones before it included. */
  readonly height: number;
  readonly kind: string;
}

/** Rows that DuckDB set apart. It counts records, whatever lines they take. */
async function rejectsOf(staging: Staging, table: string, headerLines: number): Promise<Reject[]> {
  const rows = await staging.rows(`WITH rejects AS (
      SELECT line AS record, any_value(CAST(error_type AS VARCHAR)) AS kind, any_value(csv_line) AS text,
        line - ${headerLines + 1} - (row_number() OVER (ORDER BY line) - 1) AS after
      FROM reject_errors GROUP BY line)
    SELECT after, kind, text, coalesce(line + 1 + breaks, ${headerLines + 1})
    FROM rejects LEFT JOIN ${table} ON number = after - 1 ORDER BY record`);
  let linesBefore = 0;
  return rows.map(([after, kind, text, line]) => {
    const content = String(text ?? '').replace(/\r?\n$/, '');
    const blank = /^[\r\n]*/.exec(content)![0].split('\n').length - 1;
    const place = String(Number(line) + linesBefore + blank);
    const height = content.split('\n').length;
    linesBefore += height;
    const reason = REASONS[String(kind)] ?? String(kind).toLowerCase();
    const shown = content.trim().slice(0, 300);
    return { after: Number(after), height, kind: String(kind), place, reason, text: shown };
  });
}

/** Moves the places of sound rows on by the lines of the rows that were set apart before them. */
async function placeRows(staging: Staging, table: string, rejects: readonly Reject[]) {
  if (rejects.length === 0) return;
  let shift = 0;
  const shifts = rejects.map(({ after, height }) => `(${after}, ${(shift += height)})`);
  await staging.run(`CREATE OR REPLACE TEMP TABLE shifts AS
    SELECT after, max(shift) AS shift FROM (VALUES ${shifts.join(', ')}) v(after, shift) GROUP BY after`);
  await staging.run(`UPDATE ${table} SET place = CAST(moved.line + moved.shift AS VARCHAR) FROM
    (SELECT number, line, shift FROM ${table} ASOF JOIN shifts ON number >= after) moved
    WHERE ${table}.number = moved.number`);
}

const isQuoting = ({ kind }: Reject): boolean => kind === 'UNQUOTED VALUE';

/** A file that ends without a line break in a row that lacks columns or a closing quote was cut. */
function assertWhole(copy: TextCopy, rejects: readonly Reject[], rows: number, name: string): void {
  const last = rejects.at(-1);
  if (last === undefined || copy.endsWithNewline || last.after < rows) return;
  if (last.kind === 'MISSING COLUMNS' || isQuoting(last))
    throw feedError('feed/truncated', `${name} ends in the middle of a row (line ${last.place}).`);
}

/**
 * Stages a CSV or TSV feed through DuckDB: the delimiter is told from the first lines, quoted cells may
 * hold line breaks, rows that don't fit the header are set apart with their line.
 *
 * @throws `feed/unreadable`, `feed/empty`, `feed/truncated`
 */
export async function stageDelimited(
  staging: Staging,
  table: string,
  copy: TextCopy,
  name: string,
): Promise<DelimitedTable> {
  const head = headOf(copy.path);
  const delimiter = delimiterOf(head);
  const headerLines = /^(?:[ \t]*\r?\n)*/.exec(head)![0].split('\n').length;
  const header = head.split(/\r\n?|\n/)[headerLines - 1] ?? '';
  if (delimiter === undefined || header.includes('\0'))
    throw feedError('feed/unreadable', `${name} is not of a format that sotto reads.`);
  const columns = columnNames(splitLine(header, delimiter));
  if (columns.length > MAX_COLUMNS)
    throw feedError(
      'feed/unreadable',
      `${name} has ${columns.length} columns; at most 2,000 are read.`,
    );
  const layout = { delimiter, quote: '"', width: columns.length, headerLines };
  try {
    await load(staging, table, copy.path, layout);
    let rejects = await rejectsOf(staging, table, headerLines);
    // In tab-separated feeds a quotation mark is often just one, as in 24" screens.
    if (delimiter === '\t' && rejects.some(isQuoting)) {
      await load(staging, table, copy.path, { ...layout, quote: '' });
      rejects = await rejectsOf(staging, table, headerLines);
    }
    const rows = await staging.number(`SELECT count(*) FROM ${table}`);
    assertWhole(copy, rejects, rows, name);
    await placeRows(staging, table, rejects);
    const broken = rejects.map(({ place, reason, text }) => ({ place, reason, text }));
    return { table, columns, rows, broken, delimiter: NAMES[delimiter] ?? delimiter };
  } catch (error) {
    if (error instanceof Error && error.name === 'SottoError') throw error;
    const [message] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw feedError('feed/unreadable', `${name} can't be read as a table: ${message}`, error);
  }
}
