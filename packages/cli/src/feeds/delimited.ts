import { feedError } from './feed-error.ts';
import { scanLines } from './line-scan.ts';
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
  /** Its first line in the file, and how many it takes. */
  readonly line: number;
  readonly height: number;
  readonly kind: string;
}

/** Stretches of lines that are no sound rows: where they begin, and how many lines they take. */
type Gap = readonly [line: number, height: number];

interface Loaded {
  readonly rejects: readonly Reject[];
  /** Rejects and empty lines, in the order of the file. */
  readonly gaps: readonly Gap[];
}

/** Loads the file and finds the lines of what DuckDB set apart. */
async function loadWithRejects(
  staging: Staging,
  table: string,
  path: string,
  layout: Layout,
): Promise<Loaded> {
  await load(staging, table, path, layout);
  const rows = await staging.rows(`SELECT min(line_byte_position) AS position,
      any_value(CAST(error_type AS VARCHAR)), any_value(csv_line)
    FROM reject_errors GROUP BY line ORDER BY position`);
  const found = rows.map(([position, kind, text]) => {
    const content = String(text ?? '');
    const empty = /^[\r\n]*/.exec(content)![0].length;
    const offset = Number(position) - 1 + Buffer.byteLength(content.slice(0, empty));
    return { offset, kind: String(kind), content: content.slice(empty).replace(/\r?\n$/, '') };
  });
  const positions = found.map(({ offset }) => offset);
  const { lineAt, emptyLines } = await scanLines(path, positions, layout.quote !== '');
  const rejects = found.map(({ kind, content }, at) => ({
    line: lineAt[at]!,
    height: content.split('\n').length,
    kind,
    place: String(lineAt[at]),
    reason: REASONS[kind] ?? kind.toLowerCase(),
    text: content.slice(0, 300),
  }));
  const gaps = [
    ...rejects.map(({ line, height }): Gap => [line, height]),
    ...emptyLines.filter((line) => line > layout.headerLines).map((line): Gap => [line, 1]),
  ];
  return { rejects, gaps: gaps.sort((a, b) => a[0] - b[0]) };
}

/** Moves the places of sound rows on by the lines of the gaps before them. */
async function placeRows(staging: Staging, table: string, gaps: readonly Gap[]): Promise<void> {
  if (gaps.length === 0) return;
  const shifts = await staging.createTable(
    'shifts',
    ['first', 'shift'],
    new Set(['first', 'shift']),
  );
  let shift = 0;
  for (const [line, height] of gaps) {
    const first = line - shift;
    shift += height;
    shifts.append([BigInt(first), BigInt(shift)]);
  }
  shifts.close();
  await staging.run(`UPDATE ${table} SET place = CAST(moved.line + moved.shift AS VARCHAR) FROM
    (SELECT number, line, shift FROM ${table}
      ASOF JOIN (SELECT first, max(shift) AS shift FROM shifts GROUP BY first) ON line >= first) moved
    WHERE ${table}.number = moved.number`);
}

const isQuoting = ({ kind }: Reject): boolean => kind === 'UNQUOTED VALUE';

/** A file that ends without a line break in a row that lacks columns or a closing quote was cut. */
async function assertWhole(
  staging: Staging,
  table: string,
  { endsWithNewline }: TextCopy,
  { rejects, gaps }: Loaded,
  name: string,
): Promise<void> {
  const last = rejects.at(-1);
  if (last === undefined || endsWithNewline || gaps.at(-1)?.[0] !== last.line) return;
  const before = gaps.slice(0, -1).reduce((sum, [, height]) => sum + height, 0);
  const later = await staging.number(
    `SELECT count(*) FROM ${table} WHERE line >= ${last.line - before}`,
  );
  if (later === 0 && (last.kind === 'MISSING COLUMNS' || isQuoting(last)))
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
    let loaded = await loadWithRejects(staging, table, copy.path, layout);
    // In tab-separated feeds a quotation mark is often just one, as in 24" screens.
    if (delimiter === '\t' && loaded.rejects.some(isQuoting))
      loaded = await loadWithRejects(staging, table, copy.path, { ...layout, quote: '' });
    await assertWhole(staging, table, copy, loaded, name);
    await placeRows(staging, table, loaded.gaps);
    const rows = await staging.number(`SELECT count(*) FROM ${table}`);
    const broken = loaded.rejects.map(({ place, reason, text }) => ({ place, reason, text }));
    return { table, columns, rows, broken, delimiter: NAMES[delimiter] ?? delimiter };
  } catch (error) {
    if (error instanceof Error && error.name === 'SottoError') throw error;
    const [message] = error instanceof Error ? error.message.split('\n') : [String(error)];
    throw feedError('feed/unreadable', `${name} can't be read as a table: ${message}`, error);
  }
}
