import { SottoError, type NeighbourTable } from '@sotto/core';
import type { Staging } from '../feeds/staging.ts';
import { cleanOrders, type OrdersAccount } from './clean-orders.ts';
import { loadOrders } from './load-orders.ts';
import { neighbourTable, type Links } from './neighbour-table.ts';
import { NEIGHBOURS_SQL } from './sql/neighbours.ts';
import { POPULARITY_SQL } from './sql/popularity.ts';
import { TOGETHER_SQL } from './sql/together.ts';

/** Which products the orders are counted for. */
export interface OrderedProducts {
  /** Table of the staging with `id`, a text, and `item`, the product's number from 0. */
  readonly idsTable: string;
  /** Number of products. */
  readonly size: number;
}

/** What an order history says about the products. */
export interface CountedOrders {
  /** What shoppers go on to. */
  readonly neighbours: NeighbourTable;
  /** What is ordered in one basket; absent where the history doesn't tell baskets. */
  readonly together?: NeighbourTable;
  /** Shoppers of each product. */
  readonly shoppers: Float64Array;
  /** By product, 0 to 255: the logarithm of its number of shoppers against the most ordered one's. */
  readonly popularity: Uint8Array;
  /** What became of every row. */
  readonly account: OrdersAccount;
}

/**
 * Counts an order or click history, in SQL and on disk where memory would not hold it.
 *
 * @throws orders/unreadable, also where no row counts: then it is not the history of this shop
 */
export async function countOrders(
  staging: Staging,
  file: string,
  { idsTable, size }: OrderedProducts,
): Promise<CountedOrders> {
  const loaded = await loadOrders(staging, file);
  const account = await cleanOrders(staging, loaded, idsTable);
  if (account.kept === 0) throw nothingCounts(file, account);
  // Ten million rows have a hundred million links: in half a gigabyte DuckDB can't always join them, even on
  // disk. Every answer is sorted, so that the order of rows need not be held besides.
  await staging.run("SET preserve_insertion_order = false; SET memory_limit = '1GB'");
  const shoppers = await shoppersOf(staging, size);
  const neighbours = neighbourTable(await linksOf(staging, NEIGHBOURS_SQL), size);
  const together = neighbourTable(await linksOf(staging, TOGETHER_SQL), size);
  return {
    neighbours,
    ...(together.items.length === 0 ? {} : { together }),
    shoppers,
    popularity: popularityOf(shoppers),
    account,
  };
}

function nothingCounts(file: string, { read, rejected }: OrdersAccount): SottoError {
  const reasons = Object.entries(rejected).map(([reason, rows]) => `${rows} ${reason}`);
  return new SottoError(
    'orders/unreadable',
    { origin: 'cli' },
    `None of the ${read} rows of ${file} counts: ${reasons.join(', ')}.`,
  );
}

async function linksOf(staging: Staging, sql: string): Promise<Links> {
  const links = { items: [] as number[], neighbours: [] as number[], weights: [] as number[] };
  for await (const rows of staging.stream(sql)) {
    for (const [item, neighbour, weight] of rows) {
      links.items.push(Number(item));
      links.neighbours.push(Number(neighbour));
      links.weights.push(Number(weight));
    }
  }
  return links;
}

async function shoppersOf(staging: Staging, size: number): Promise<Float64Array> {
  const shoppers = new Float64Array(size);
  for await (const rows of staging.stream(POPULARITY_SQL)) {
    for (const [item, n] of rows) shoppers[Number(item)] = Number(n);
  }
  return shoppers;
}

function popularityOf(shoppers: Float64Array): Uint8Array {
  const most = shoppers.reduce((max, n) => Math.max(max, n), 1);
  return Uint8Array.from(shoppers, (n) => Math.round((255 * Math.log1p(n)) / Math.log1p(most)));
}
