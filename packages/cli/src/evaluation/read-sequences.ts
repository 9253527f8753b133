import { Staging } from '../feeds/staging.ts';
import { cleanOrders, INTERACTIONS_TABLE, type OrdersAccount } from '../orders/clean-orders.ts';
import { loadOrders } from '../orders/load-orders.ts';
import type { ReadPack } from '../pack-folder/index.ts';
import { groupByUser, type SequenceRow, type Sequences } from './sequences.ts';

/** Sequences of a file, and what became of its rows. */
export interface ReadSequences {
  readonly sequences: Sequences;
  readonly account: OrdersAccount;
}

const IDS_TABLE = 'evaluated_ids';

/**
 * Reads who ordered what, in the formats and by the cleaning of `sotto pack --orders`: a table with a
 * user, a product and a time, or lines `user item item …` with the oldest first.
 *
 * @param pack whose products, by id or alias, the rows name.
 * @throws orders/unreadable
 */
export async function readSequences(
  file: string,
  { ids, aliases }: Pick<ReadPack, 'ids' | 'aliases'>,
): Promise<ReadSequences> {
  const staging = await Staging.open();
  try {
    const table = await staging.createTable(IDS_TABLE, ['id', 'item'], new Set(['item']));
    for (let item = 0; item < ids.size; item++) table.append([ids.at(item), BigInt(item)]);
    for (let each = 0; each < (aliases?.ids.size ?? 0); each++)
      table.append([aliases?.ids.at(each) ?? '', BigInt(aliases?.items[each] ?? 0)]);
    table.close();
    const loaded = await loadOrders(staging, file);
    const account = await cleanOrders(staging, loaded, IDS_TABLE);
    return { sequences: groupByUser(await rowsOf(staging)), account };
  } finally {
    staging.close();
  }
}

async function rowsOf(staging: Staging): Promise<SequenceRow[]> {
  const rows: SequenceRow[] = [];
  const sql = `SELECT CAST(user_id AS VARCHAR), CAST(item_id AS DOUBLE), CAST(moment AS DOUBLE)
    FROM ${INTERACTIONS_TABLE} ORDER BY user_id, position`;
  for await (const chunk of staging.stream(sql)) {
    for (const [user, item, at] of chunk) {
      const row = { user: String(user), item: Number(item) };
      rows.push(typeof at === 'number' ? { ...row, at } : row);
    }
  }
  return rows;
}
