import type { Staging } from '../feeds/staging.ts';
import { RAW_ORDERS_TABLE, type LoadedOrders } from './load-orders.ts';

/** Why a row of an order history does not count, in the order in which it is asked. */
export const ORDER_REJECTIONS = [
  'broken-row',
  'missing-user',
  'missing-product',
  'unreadable-time',
  'cancelled',
  'other-event',
  'unknown-product',
  'duplicate',
  'shown-list',
] as const;

/** Why a row of an order history does not count. */
export type OrderRejection = (typeof ORDER_REJECTIONS)[number];

/** What became of every row: `read` is `kept` and all of `rejected` together. */
export interface OrdersAccount {
  readonly read: number;
  readonly kept: number;
  readonly rejected: Readonly<Partial<Record<OrderRejection, number>>>;
}

/** What the counting SQL reads: `user_id`, `item_id`, `position`, `basket_id`; and `moment` for evaluation. */
export const INTERACTIONS_TABLE = 'interactions';

const PURCHASES = `'purchase', 'buy', 'bought', 'order', 'ordered', 'transaction', 'sale'`;
const VIEWS = `'view', 'pv', 'click', 'detail', 'view_item', 'select_item', 'cart', 'add_to_cart',
  'addtocart', 'add to cart', 'fav', 'wishlist', 'add_to_wishlist', 'begin_checkout', 'checkout'`;

// Numbers are seconds, milliseconds or microseconds since 1970, told apart by their size.
const MILLIS = `CASE
  WHEN TRY_CAST("time" AS DOUBLE) IS NULL THEN
    epoch_ms(coalesce(TRY_CAST(regexp_replace("time", ' UTC$', '') AS TIMESTAMP),
      TRY_STRPTIME("time", ['%m/%d/%Y %H:%M', '%d.%m.%Y %H:%M:%S', '%d.%m.%Y %H:%M', '%d.%m.%Y'])))
  WHEN regexp_matches("time", '^(19|20)\\d{6}$') THEN epoch_ms(TRY_STRPTIME("time", '%Y%m%d'))
  WHEN TRY_CAST("time" AS DOUBLE) < 1e11 THEN CAST(TRY_CAST("time" AS DOUBLE) * 1000 AS BIGINT)
  WHEN TRY_CAST("time" AS DOUBLE) < 1e14 THEN CAST(TRY_CAST("time" AS DOUBLE) AS BIGINT)
  WHEN TRY_CAST("time" AS DOUBLE) < 1e17 THEN CAST(TRY_CAST("time" AS DOUBLE) / 1000 AS BIGINT)
END`;

/**
 * Sorts the rows of an order history into those that count, as {@link INTERACTIONS_TABLE}, and those
 * that don't, with the reason of each.
 *
 * @param idsTable table of the staging with `id` and `item`: which product an id is
 */
export async function cleanOrders(
  staging: Staging,
  { broken, columns }: LoadedOrders,
  idsTable: string,
): Promise<OrdersAccount> {
  await staging.run(`CREATE OR REPLACE TABLE judged_orders AS ${judgement(columns, idsTable)}`);
  await staging.run(`CREATE OR REPLACE TABLE ${INTERACTIONS_TABLE} AS
    SELECT hash(u) AS user_id, item AS item_id,
      row_number() OVER (PARTITION BY u ORDER BY moment NULLS FIRST, number) AS position,
      basket AS basket_id, moment
    FROM judged_orders WHERE reason IS NULL`);
  const counts = await staging.rows(
    "SELECT coalesce(reason, 'kept'), count(*) FROM judged_orders GROUP BY ALL",
  );
  await staging.run(`DROP TABLE judged_orders; DROP TABLE ${RAW_ORDERS_TABLE}`);
  return accountOf(
    new Map(counts.map(([reason, count]) => [String(reason), Number(count)])),
    broken,
  );
}

function accountOf(counts: ReadonlyMap<string, number>, broken: number): OrdersAccount {
  const rejected = ORDER_REJECTIONS.map(
    (reason) => [reason, reason === 'broken-row' ? broken : (counts.get(reason) ?? 0)] as const,
  ).filter(([, count]) => count > 0);
  const kept = counts.get('kept') ?? 0;
  const read = rejected.reduce((sum, [, count]) => sum + count, kept);
  return { read, kept, rejected: Object.fromEntries(rejected) };
}

/** Every row with its reason; NULL where it counts. */
function judgement(columns: LoadedOrders['columns'], idsTable: string): string {
  const timed = columns.time !== undefined;
  // Without a time a second row of a product may be another order; with one it says nothing new.
  const key = timed ? 'u, item, kind, moment' : 'u, item, kind, "order", session';
  return `
    WITH parsed AS (
      SELECT r.number, coalesce(r."user", r.session) AS u, r.item AS id, coalesce(i.item, j.item) AS item,
        r."time" AS written, ${MILLIS} AS moment, r."order", r.session, r.quantity,
        CASE WHEN r.type IS NULL OR lower(r.type) IN (${PURCHASES}) THEN 'purchase'
          WHEN lower(r.type) IN (${VIEWS}) THEN lower(r.type) END AS kind
      FROM ${RAW_ORDERS_TABLE} r
      LEFT JOIN ${idsTable} i ON i.id = r.item
      LEFT JOIN ${idsTable} j ON j.id = regexp_replace(r.item, '\\.0$', '')
    ),
    first_reasons AS (
      SELECT *, CASE
        WHEN u IS NULL THEN 'missing-user'
        WHEN id IS NULL THEN 'missing-product'
        WHEN ${timed ? 'moment IS NULL' : 'false'} THEN 'unreadable-time'
        WHEN TRY_CAST(quantity AS DOUBLE) <= 0 OR regexp_matches("order", '^C\\d') THEN 'cancelled'
        WHEN kind IS NULL THEN 'other-event'
        WHEN item IS NULL THEN 'unknown-product'
      END AS reason
      FROM parsed
    ),
    duplicates AS (
      SELECT * REPLACE (CASE WHEN reason IS NULL AND row_number() OVER
        (PARTITION BY reason, ${key} ORDER BY number) > 1 THEN 'duplicate' ELSE reason END AS reason)
      FROM first_reasons
    )
    -- Nobody looks at several products in one moment: such rows are the list that was shown.
    SELECT number, u, item, moment, ${basketOf(columns)} AS basket,
      CASE WHEN reason IS NULL AND kind <> 'purchase' AND moment IS NOT NULL AND count(*) OVER
        (PARTITION BY reason, u, session, kind, moment) > 1 THEN 'shown-list' ELSE reason END AS reason
    FROM duplicates`;
}

/** What a row was ordered together with: its order, else its session, else its moment; never for looks. */
function basketOf({ order, session, time, type }: LoadedOrders['columns']): string {
  const basket =
    order !== undefined
      ? '"order"'
      : session !== undefined && type !== undefined
        ? `hash(u, session)`
        : time === undefined || session !== undefined
          ? 'NULL'
          : `hash(u, moment)`;
  return `CASE WHEN kind = 'purchase' THEN ${basket} END`;
}
