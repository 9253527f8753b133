import type { PackWriter } from '@sotto/catalog';
import { SottoError } from '@sotto/core';
import type { Staging } from '../feeds/staging.ts';
import type { OrdersAccount } from '../orders/clean-orders.ts';
import { countOrders } from '../orders/count-orders.ts';
import { ITEM_IDS_TABLE, makeItemIds } from '../quality/item-ids.ts';

/**
 * Counts an order history for the products of the writer and answers what became of its rows.
 *
 * @throws `orders/unreadable`, also where no row of it counts
 */
export async function addOrders(
  staging: Staging,
  writer: PackWriter,
  file: string,
): Promise<OrdersAccount> {
  await makeItemIds(staging);
  const counted = await countOrders(staging, file, {
    idsTable: ITEM_IDS_TABLE,
    size: writer.size,
  });
  const { account } = counted;
  if (account.kept === 0)
    throw new SottoError(
      'orders/unreadable',
      { origin: 'cli' },
      `None of the ${account.read} rows of ${file} counts: ${Object.entries(account.rejected)
        .map(([reason, rows]) => `${rows} ${reason}`)
        .join(', ')}.`,
    );
  writer.setPopularity(counted.popularity);
  writer.setNeighbours('neighbours', counted.neighbours);
  if (counted.together !== undefined) writer.setNeighbours('together', counted.together);
  return account;
}
