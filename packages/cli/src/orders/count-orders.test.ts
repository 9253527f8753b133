import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Staging } from '../feeds/staging.ts';
import { countOrders, type CountedOrders } from './count-orders.ts';

let staging: Staging;
let file: string;
const PRODUCTS = ['a', 'b', 'c', 'd'];

beforeEach(async () => {
  staging = await Staging.open();
  file = path.join(staging.folder, 'orders-in');
  const rows = PRODUCTS.map((id, item) => `('${id}', ${item})`).join(', ');
  await staging.run(`CREATE TABLE item_ids AS SELECT * FROM (VALUES ${rows}) AS t(id, item)`);
});
afterEach(() => staging.close());

async function count(content: string | Uint8Array): Promise<CountedOrders> {
  writeFileSync(file, content);
  return countOrders(staging, file, { idsTable: 'item_ids', size: PRODUCTS.length });
}

/** Neighbours of a product with their bytes. */
function linksOf({ offsets, items, weights }: CountedOrders['neighbours'], item: number) {
  const [from, to] = [offsets[item] ?? 0, offsets[item + 1] ?? 0];
  return Array.from(items.subarray(from, to), (to, at) => [to, weights[from + at]]);
}

test('counts a shopper’s way by hand', async () => {
  const { neighbours, popularity } = await count('u1 a b c\nu2 a b\n');
  // n: a 2, b 2, c 1. a→b: 2 / (4^0.4 · 4^0.2), the strongest; a→c: (1/√2) / (4^0.4 · 3^0.2).
  const strongest = 2 / 4 ** 0.6;
  const byte = (weight: number) => Math.round(255 * Math.sqrt(weight / strongest));
  expect(linksOf(neighbours, 0)).toEqual([
    [1, 255],
    [2, byte(Math.SQRT1_2 / (4 ** 0.4 * 3 ** 0.2))],
  ]);
  expect(linksOf(neighbours, 1)).toEqual([
    [2, byte(1 / (4 ** 0.4 * 3 ** 0.2))],
    [0, byte(1 / 4 ** 0.6)],
  ]);
  expect([...popularity]).toEqual([255, 255, Math.round((255 * Math.log(2)) / Math.log(3)), 0]);
});

test('links products up to 20 places apart, and no further', async () => {
  const ids = Array.from({ length: 22 }, (_, at) => `p${at}`);
  for (const [at, id] of ids.entries())
    await staging.run(`INSERT INTO item_ids VALUES ('${id}', ${at + 4})`);
  writeFileSync(file, `u ${ids.join(' ')}\n`);
  const { neighbours } = await countOrders(staging, file, { idsTable: 'item_ids', size: 26 });
  const reached = linksOf(neighbours, 4).map(([to]) => to);
  expect(reached.toSorted((a = 0, b = 0) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 5),
  );
});

const HEADER = 'InvoiceNo;StockCode;Quantity;InvoiceDate;CustomerID\n';

test('says of every row of a dirty history what became of it', async () => {
  const { account, together, neighbours } = await count(
    gzipSync(
      `${HEADER}${[
        '1;a;1;2011-01-01 10:00:00;7',
        '1;b;2;2011-01-01 10:00:00;7',
        '1;b;2;2011-01-01 10:00:00;7',
        '2;a;1;2011-01-02 10:00:00;8',
        '2;b;1;2011-01-02 10:00:00;8',
        'C3;b;-1;2011-01-03 10:00:00;8',
        '4;c;1;2011-01-04 10:00:00;',
        '5;zzz;1;2011-01-04 10:00:00;7',
        '6;d;1;yesterday;7',
        '7;;1;2011-01-04 10:00:00;7',
        '8;a;1;2011-01-04 10:00:00;7;one too many',
      ].join('\n')}\n`,
    ),
  );
  expect(account).toEqual({
    read: 11,
    kept: 4,
    rejected: {
      'broken-row': 1,
      'missing-user': 1,
      'missing-product': 1,
      'unreadable-time': 1,
      cancelled: 1,
      'unknown-product': 1,
      duplicate: 1,
    },
  });
  expect(linksOf(together ?? neighbours, 0)).toEqual([[1, 255]]);
  expect(together?.items).toHaveLength(2);
});

test('leaves out lists that were shown, and takes baskets from orders alone', async () => {
  const { account, together } = await count(
    `user_id,session_id,event_type,product_id,event_time
1,s1,view,a,2020-01-01 10:00:00 UTC
1,s1,view,b,2020-01-01 10:00:00 UTC
1,s1,view,c,2020-01-01 10:00:09 UTC
1,s1,purchase,c,2020-01-01 10:01:00 UTC
1,s1,purchase,d,2020-01-01 10:01:00 UTC
2,s2,purchase,c,2020-01-02 10:01:00 UTC
2,s2,purchase,d,2020-01-02 10:01:00 UTC
2,s2,remove_from_cart,d,2020-01-02 10:02:00 UTC
`,
  );
  expect(account).toEqual({ read: 8, kept: 5, rejected: { 'shown-list': 2, 'other-event': 1 } });
  expect([...(together?.items ?? [])]).toEqual([3, 2]);
});

test('puts rows in the order of their times, whatever the order of the file', async () => {
  const rows = [
    { user: 'u', sku: 'b', timestamp: 1_600_000_100 },
    { user: 'u', sku: 'a', timestamp: 1_600_000_000 },
  ];
  const { neighbours } = await count(rows.map((row) => JSON.stringify(row)).join('\n'));
  const [[, forwards] = [], [, backwards] = []] = [
    linksOf(neighbours, 0)[0],
    linksOf(neighbours, 1)[0],
  ];
  expect(forwards).toBe(255);
  expect(backwards).toBe(Math.round(255 * Math.SQRT1_2));
});

test('reads Parquet', async () => {
  const parquet = path.join(staging.folder, 'x.parquet');
  await staging.run(`COPY (SELECT 'u' AS user_id, unnest(['a', 'b']) AS item_id, 1600000000 AS time)
    TO '${parquet}' (FORMAT parquet)`);
  const size = PRODUCTS.length;
  const { account } = await countOrders(staging, parquet, { idsTable: 'item_ids', size });
  expect(account).toEqual({ read: 2, kept: 2, rejected: {} });
});

test.each([
  ['no column for the product', 'user,colour\n1,red\n'],
  ['no column for the user', 'sku,colour\n1,red\n'],
  ['is empty', ''],
])('refuses a history with %s', async (message, content) => {
  await expect(count(content)).rejects.toMatchObject({
    code: 'orders/unreadable',
    message: expect.stringContaining(message),
  });
});

test('accounts for every row of any history', async () => {
  const cell = fc.constantFrom('', 'a', 'b', 'zzz', 'C1', '5', '-1', '2020-01-01', 'view', 'order');
  const row = fc.array(cell, { minLength: 5, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const lines = rows.map((cells) => cells.join(','));
      const text = `user,item,time,quantity,type\nu,c,2020-01-01,1,order\n${lines.join('\n')}\n`;
      const { account } = await count(text);
      const rejected = Object.values(account.rejected).reduce((sum, each) => sum + each, 0);
      expect(account.kept + rejected).toBe(account.read);
      expect(account.read).toBe(1 + rows.length);
    }),
    { numRuns: 15 },
  );
});
