import type { PackItem, PackWriter } from '@sotto/catalog';
import type { DuckDBValue } from '@duckdb/node-api';
import { ITEM_IDS_TABLE } from '../quality/item-ids.ts';
import type { Staging } from '../feeds/staging.ts';
import { STEP_SEPARATOR } from '../quality/category-path.ts';
import type { Report } from '../terminal/progress.ts';

const COLUMNS = `id, title, url, image, price, list_price, final_category, brand, added_day, in_stock,
  rating, attributes`;

function packItem(row: readonly DuckDBValue[]): PackItem {
  const category = String(row[6]);
  return {
    id: String(row[0]),
    title: String(row[1]),
    url: String(row[2]),
    imageUrl: String(row[3]),
    price: Number(row[4]),
    listPrice: Number(row[5]),
    category: category === '' ? [] : category.split(STEP_SEPARATOR),
    brand: String(row[7]),
    addedDay: Number(row[8]),
    inStock: Number(row[9]) === 1,
    rating: Number(row[10]) / 100,
    popularity: 0,
    colour: 0,
    attributes: JSON.parse(String(row[11])) as Record<string, string>,
  };
}

/** Adds the products of the staging to the writer, in the order of their numbers. */
export async function addProducts(
  staging: Staging,
  writer: PackWriter,
  total: number,
  report: Report,
): Promise<void> {
  for await (const rows of staging.stream(`SELECT ${COLUMNS} FROM kept ORDER BY item`)) {
    for (const row of rows) writer.add(packItem(row));
    report(writer.size, total, 'products');
  }
}

/**
 * Adds the other ids that pages and events use for a product: those of rows that were merged into it, and
 * of its group where the whole group became one product.
 */
export async function addAliases(staging: Staging, writer: PackWriter): Promise<void> {
  const others = `WITH ids AS (SELECT id, item FROM ${ITEM_IDS_TABLE}), groups AS (
      SELECT grp AS id, min(item) AS item FROM clean JOIN ids USING (id)
      WHERE grp <> '' AND grp NOT IN (SELECT id FROM ids)
      GROUP BY grp HAVING count(DISTINCT item) = 1)
    SELECT other.id, other.item FROM (FROM ids UNION ALL FROM groups) other
    JOIN kept USING (item) WHERE other.id <> kept.id ORDER BY other.item, other.id`;
  for await (const rows of staging.stream(others))
    for (const [id, item] of rows) writer.addAlias(String(id), Number(item));
}
