import type { Staging } from '../feeds/staging.ts';
import type { PriceText } from './flag-prices.ts';
import type { IssueLog } from './issues.ts';

const MERGED_BY_ID = `FROM merges m JOIN clean c ON c.number = m.number
    JOIN clean k ON k.number = m.into_number WHERE m.rule = 'same-id'`;

/** How far the other prices of an id are off, the farthest first. */
const PRICES = `SELECT k.feed, k.place, k.id, k.title, k.price, count(*), min(c.price), max(c.price)
  ${MERGED_BY_ID} AND c.price <> k.price
  GROUP BY k.number, k.feed, k.place, k.id, k.title, k.price
  ORDER BY greatest(max(c.price) / k.price, k.price / min(c.price)) DESC, k.number`;

const plain = (title: string): string =>
  `lower(regexp_replace(${title}, '[^\\p{L}\\p{N}]+', '', 'g'))`;

/** The other names of an id, the most frequent first. */
const TITLES = `SELECT feed, place, id, kept, sum(rows), first(title ORDER BY rows DESC, title), count(*) FROM (
    SELECT k.number, k.feed, k.place, k.id, k.title AS kept, c.title, count(*) AS rows
    ${MERGED_BY_ID} AND ${plain('c.title')} <> ${plain('k.title')}
    GROUP BY k.number, k.feed, k.place, k.id, k.title, c.title)
  GROUP BY number, feed, place, id, kept ORDER BY sum(rows) DESC, number`;

const rowsText = (rows: number): string => (rows === 1 ? '1 row says' : `${rows} rows say`);

/** Notes ids whose rows name other prices or names than the row that stays: one case an id. */
export async function flagConflicts(
  staging: Staging,
  issues: IssueLog,
  feeds: readonly string[],
  priceText: PriceText,
): Promise<void> {
  const example = ([feed, place, id, title]: readonly unknown[]) => ({
    feed: feeds[Number(feed)] ?? '',
    place: String(place),
    id: String(id),
    title: String(title),
  });
  for await (const rows of staging.stream(PRICES))
    for (const row of rows) {
      const [kept = '', least = '', most = ''] = [row[4], row[6], row[7]].map((price) =>
        priceText(Number(price)),
      );
      const others = least === most ? least : `${least} to ${most}`;
      const detail = `${kept} kept; ${rowsText(Number(row[5]))} ${others}`;
      issues.note('price-conflict', { ...example(row), detail });
    }
  for await (const rows of staging.stream(TITLES))
    for (const row of rows) {
      const more = Number(row[6]) > 1 ? ` and ${Number(row[6]) - 1} more` : '';
      const detail = `${rowsText(Number(row[4]))} ${String(row[5])}${more}`;
      issues.note('title-conflict', { ...example(row), detail });
    }
}
