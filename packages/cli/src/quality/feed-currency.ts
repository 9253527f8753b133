import type { StagedFeed } from '../feeds/read-feed.ts';
import type { Staging } from '../feeds/staging.ts';
import type { ColumnMapping } from './map-columns.ts';
import { isCurrency, parsePrice } from './parse-price.ts';

const SAMPLE_ROWS = 5000;

/** The currency that most rows of a feed name, in a column of its own or beside the price. */
export async function feedCurrency(
  staging: Staging,
  feed: StagedFeed,
  mapping: ColumnMapping,
): Promise<string | undefined> {
  const counts = new Map<string, number>();
  const note = (code: string | undefined) => {
    if (code !== undefined && isCurrency(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  };
  const texts = async (column: number) => {
    const sql = `SELECT c${column} FROM ${feed.table} WHERE c${column} <> '' LIMIT ${SAMPLE_ROWS}`;
    return (await staging.rows(sql)).map(([text]) => String(text));
  };
  for (const column of mapping.currency ?? [])
    for (const text of await texts(column)) note(text.trim().toUpperCase());
  for (const column of [...(mapping.price ?? []), ...(mapping.salePrice ?? [])])
    for (const text of await texts(column)) note(parsePrice(text, '.')?.currency);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
