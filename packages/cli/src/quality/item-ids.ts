import type { Staging } from '../feeds/staging.ts';

/** Table of every id of the feeds with the number of the product it became: `id`, `item`. */
export const ITEM_IDS_TABLE = 'item_ids';

/**
 * Makes {@link ITEM_IDS_TABLE}, so that orders of a merged variant count for its product. An id that
 * several rows have leads to the first product.
 */
export async function makeItemIds(staging: Staging): Promise<void> {
  // A row may go into one that a later rule merges on: one join a rule.
  await staging.run(`CREATE OR REPLACE TABLE ${ITEM_IDS_TABLE} AS
    SELECT id, min(item) AS item FROM (
      SELECT c.id, k.item FROM clean c
      LEFT JOIN merges m1 ON m1.number = c.number
      LEFT JOIN merges m2 ON m2.number = m1.into_number
      LEFT JOIN merges m3 ON m3.number = m2.into_number
      LEFT JOIN merges m4 ON m4.number = m3.into_number
      JOIN kept k ON k.number =
        coalesce(m4.into_number, m3.into_number, m2.into_number, m1.into_number, c.number))
    GROUP BY id`);
}
