import type { DuckDBValue } from '@duckdb/node-api';
import type { StagedFeed } from '../feeds/read-feed.ts';
import type { Staging, TableAppender } from '../feeds/staging.ts';
import type { Report } from '../terminal/progress.ts';
import { cleanRow, type CleanOptions, type CleanRow, type FieldTexts } from './clean-row.ts';
import type { IssueExample, IssueLog } from './issues.ts';
import type { ColumnMapping } from './map-columns.ts';
import { PRODUCT_FIELDS, type ProductField } from './product-fields.ts';
import type { RejectFile } from './reject-file.ts';

/** The table of clean rows, of all feeds. */
export const CLEAN_TABLE = 'clean';

/** Its columns; `number` counts rows over all feeds, `rating` is in hundredths of a star. */
const COLUMNS = [
  'number',
  'feed',
  'place',
  'id',
  'grp',
  'title',
  'url',
  'image',
  'price',
  'list_price',
  'category',
  'brand',
  'added_day',
  'in_stock',
  'rating',
  'attributes',
] as const;

const INTEGERS: ReadonlySet<string> = new Set([
  'number',
  'feed',
  'price',
  'list_price',
  'added_day',
  'in_stock',
  'rating',
]);

/** Creates the empty table of clean rows. */
export function openCleanTable(staging: Staging): Promise<TableAppender> {
  return staging.createTable(CLEAN_TABLE, COLUMNS, INTEGERS);
}

function tableRow(number: number, feed: number, place: string, row: CleanRow): DuckDBValue[] {
  return [
    BigInt(number),
    BigInt(feed),
    place,
    row.id,
    row.group,
    row.title,
    row.url,
    row.image,
    BigInt(row.price),
    BigInt(row.listPrice),
    row.category,
    row.brand,
    BigInt(row.addedDay),
    row.inStock ? 1n : 0n,
    BigInt(Math.round(row.rating * 100)),
    JSON.stringify(row.attributes),
  ];
}

/** Where the rows of a feed go. */
export interface CleanTargets {
  readonly appender: TableAppender;
  readonly rejects: RejectFile;
  readonly issues: IssueLog;
  /** Number of the first row. */
  readonly firstNumber: number;
  /** Number of the feed. */
  readonly feedNumber: number;
}

function fieldTexts(row: readonly DuckDBValue[], fields: readonly [ProductField, number][]) {
  const texts: Partial<Record<ProductField, string>> = {};
  for (const [field, at] of fields) {
    const value = row[at];
    if (typeof value !== 'string' || value.trim() === '') continue;
    texts[field] = texts[field] === undefined ? value : `${texts[field]} ${value}`;
  }
  return texts;
}

/** Columns to read, and which field each answers. */
function selection(mapping: ColumnMapping): { sql: string; fields: [ProductField, number][] } {
  const fields: [ProductField, number][] = [];
  const columns: string[] = [];
  for (const field of PRODUCT_FIELDS)
    for (const column of mapping[field] ?? []) {
      columns.push(`c${column}`);
      fields.push([field, columns.length]);
    }
  return { sql: ['place', ...columns].join(', '), fields };
}

/** Cleans the rows of one staged feed into the table; every row is kept or rejected with its reason. */
export async function cleanFeed(
  staging: Staging,
  feed: StagedFeed,
  mapping: ColumnMapping,
  options: CleanOptions,
  targets: CleanTargets,
  report: Report,
): Promise<void> {
  const { appender, rejects, issues, firstNumber, feedNumber } = targets;
  const example = (place: string, texts: FieldTexts, detail: string): IssueExample => ({
    feed: feed.name,
    place,
    id: texts.id?.trim() ?? '',
    title: texts.title ?? '',
    detail,
  });
  for (const { place, reason, text } of feed.broken) {
    issues.note('row-broken', example(place, {}, `${reason}: ${text}`));
    await rejects.write({
      feed: feed.name,
      place,
      reason: 'row-broken',
      detail: reason,
      row: text,
    });
  }
  const { sql, fields } = selection(mapping);
  let number = firstNumber;
  for await (const rows of staging.stream(`SELECT ${sql} FROM ${feed.table} ORDER BY number`)) {
    for (const row of rows) {
      const place = String(row[0]);
      const texts = fieldTexts(row, fields);
      const outcome = cleanRow(texts, options);
      if ('rejected' in outcome) {
        const { rejected: reason, detail } = outcome;
        issues.note(reason, example(place, texts, detail));
        await rejects.write({ feed: feed.name, place, reason, detail, row: texts });
        continue;
      }
      appender.append(tableRow(number++, feedNumber, place, outcome.kept));
      for (const { code, detail } of outcome.issues)
        issues.note(code, example(place, texts, detail));
    }
    report(number - firstNumber, feed.rows, 'rows');
  }
}
