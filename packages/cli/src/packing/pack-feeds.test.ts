import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { categoryPath, systemClock } from '@sotto/core';
import { createItemIndex } from '@sotto/catalog';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPack } from '../pack-folder/index.ts';
import { parseWishes } from '../quality/map-columns.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { packFeeds, type PackFeedsOptions } from './pack-feeds.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), 'sotto-test-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const silent = createTerminal({
  stdout: { write: () => true },
  stderr: { write: () => true },
  env: {},
});

function feedFile(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

function packFeed(feeds: readonly string[], options: Partial<PackFeedsOptions> = {}) {
  return packFeeds(
    {
      feeds,
      out: path.join(folder, 'pack'),
      reportDir: path.join(folder, 'report'),
      rules: [],
      images: { mode: 'none' },
      orders: undefined,
      vectors: false,
      models: false,
      weights: DEFAULT_WEIGHTS,
      currency: undefined,
      wishes: [],
      merge: 'all',
      baseUrl: undefined,
      productUrl: undefined,
      locale: 'en',
      ...options,
    },
    silent.progress,
    systemClock,
  );
}

/** The products of the pack by id. */
async function products() {
  const pack = await readPack(path.join(folder, 'pack'));
  const all = Array.from({ length: pack.items.size }, (_, at) => ({
    id: pack.ids.at(at),
    title: pack.titles.at(at),
    price: pack.items.price[at],
    listPrice: pack.items.listPrice[at],
    category: categoryPath(pack.categories, pack.items.category[at]!).join(' > '),
    brand: pack.brands[pack.items.brand[at]!],
    stock: pack.items.flags[at] === 1,
    rating: pack.items.rating[at]! / 50,
  }));
  return new Map(all.map((product) => [product.id, product]));
}

const FURNITURE = `\ufeff#;item_id;name;category;price;old_price;sellable_online;link;short_description;designer
0;8001;LUMEKA;Lamps;265,0;No old price;TRUE;https://shop.example/p/8001;Table lamp,        40 cm;A. Berg
1;8002;HOLMA;Chairs;1295,0;SR 1,495;TRUE;https://shop.example/p/8002;Armchair;B. Dal
2;8003;HOLMA;Chairs;69,5;SR 95/2 pack;FALSE;https://shop.example/p/8003;Footstool;B. Dal
3;8002;HOLMA;Living room;1295,0;SR 1,495;TRUE;https://shop.example/p/8002;Armchair;B. Dal
4;8004;ÄLVKULLA;Lamps;2,5;No old price;TRUE;https://shop.example/p/8004;"Bulb; warm ""white""";
`;

test('reads semicolons, a byte order mark and decimal commas, and merges a product’s second category', async () => {
  const { report } = await packFeed([feedFile('feed.txt', FURNITURE)], { currency: 'SAR' });
  expect(report.rows).toEqual({ read: 5, kept: 4, merged: 1, rejected: 0 });
  const found = await products();
  expect(found.get('8001')).toMatchObject({ title: 'LUMEKA', price: 26_500, listPrice: 0 });
  expect(found.get('8002')).toMatchObject({
    price: 129_500,
    listPrice: 149_500,
    category: 'Chairs',
    brand: 'B. Dal',
  });
  expect(found.get('8003')).toMatchObject({ price: 6950, listPrice: 9500, stock: false });
  expect(found.get('8004')).toMatchObject({ title: 'ÄLVKULLA', price: 250 });
});

const BAZAAR = `uniq_id,pid,product_name,category_path,brand,retail_price,discounted_price,product_rating
a1,P1,Zola Striped Women's Skirt,"Clothing >> Women >> Skirts >> Zola Skirts >> Zola Striped Women's Skirt",Zola,999.0,379.0,No rating available
a2,P2,Miro Oak Double Bed,Furniture >> Beds >> Miro Oak Double Bed (Finish Col...,Miro,32157.0,22646.0,4.5
a3,P3,Eternal Glass Paper Weights with Silver,Eternal Glass Paper Weig...,,430.0,430.0,No rating available
a4,P4,Tea Tree Shampoo,Pets >> Care >> Shampoo >> Tea Tree Shampoo (200 ml),Sico,,,No rating available
a5,P5,Zola Striped Women's Skirt,"Clothing >> Women >> Skirts >> Zola Skirts >> Zola Striped Women's Skirt",Zola,999.0,379.0,No rating available
`;

test('takes the reduced price, and cuts names and makers’ shelves out of category paths', async () => {
  const { report } = await packFeed([feedFile('feed.csv.gz', gzipSync(BAZAAR))], {
    currency: 'INR',
  });
  expect(report.rows).toEqual({ read: 5, kept: 3, merged: 1, rejected: 1 });
  expect(report.rejectedFor).toEqual({ 'price-missing': 1 });
  const found = await products();
  expect(found.get('P1')).toMatchObject({
    price: 37_900,
    listPrice: 99_900,
    category: 'Clothing > Women > Skirts',
    rating: 0,
  });
  expect(found.get('P2')).toMatchObject({ category: 'Furniture > Beds', rating: 4.5 });
  expect(found.get('P3')).toMatchObject({ category: '', listPrice: 0 });
  const [reject] = readFileSync(path.join(folder, 'report/rejects.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(reject!)).toMatchObject({ place: '5', reason: 'price-missing' });
});

test('tells lines of rejected rows around line breaks in cells and broken rows', async () => {
  const feed =
    'id;title;price\n1;"two\nlines";3,50\n2;;4,50\n3;short\n4;sound;1,00\n5;free;0\n6;dear;7,00\n';
  const { report } = await packFeed([feedFile('f.csv', feed)], { currency: 'EUR' });
  expect(report.rows).toEqual({ read: 6, kept: 3, merged: 0, rejected: 3 });
  const places = report.issues.map(({ code, examples }) => [code, examples[0]?.place]);
  expect(Object.fromEntries(places)).toMatchObject({
    'title-missing': '4',
    'row-broken': '5',
    'price-not-positive': '7',
  });
});

const GOOGLE = `<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
<title>Shop</title><link>https://shop.example</link>
<item><g:id>R1</g:id><g:item_group_id>R</g:item_group_id><title>Rain coat</title><link>https://shop.example/r1</link>
<g:price>80.00 EUR</g:price><g:sale_price>59.90 EUR</g:sale_price><g:availability>out_of_stock</g:availability><g:product_type>Coats &amp;gt; Rain</g:product_type><g:color>red</g:color></item>
<item><g:id>R2</g:id><g:item_group_id>R</g:item_group_id><title>Rain coat</title><link>https://shop.example/r2</link>
<g:price>80.00 EUR</g:price><g:availability>in_stock</g:availability><g:product_type>Coats > Rain</g:product_type><g:color>blue</g:color></item>
<item><g:id>Q</g:id><title><![CDATA[Caf\u00c3\u00a9 cup <b>blue</b>]]></title><g:price>4.50 USD</g:price></item>
</channel></rss>`;

test('merges variants of a group into the one in stock, and rejects a foreign currency', async () => {
  const { report } = await packFeed([feedFile('feed.xml', GOOGLE)]);
  expect(report.rows).toEqual({ read: 3, kept: 1, merged: 1, rejected: 1 });
  expect(report.currency).toBe('EUR');
  const found = await products();
  expect(found.get('R2')).toMatchObject({
    title: 'Rain coat',
    price: 8000,
    category: 'Coats > Rain',
  });
});

test('lets the ids of merged variants and of their group lead to the product', async () => {
  await packFeed([feedFile('feed.xml', GOOGLE)]);
  const { ids, aliases } = await readPack(path.join(folder, 'pack'));
  const index = createItemIndex(ids, aliases);
  expect(['R2', 'R1', 'R', 'R3'].map((id) => index.indexOf(id))).toEqual([0, 0, 0, -1]);
});

test('reads a Shopify product as one product with its variants merged', async () => {
  const product = {
    id: 71,
    title: 'Wool sock',
    handle: 'wool-sock',
    vendor: 'Nord',
    product_type: 'Socks',
    options: [{ name: 'Size' }],
    variants: [
      { id: 1, option1: 'S', price: '9.00', compare_at_price: '12.00', available: false },
      { id: 2, option1: 'M', price: '9.50', compare_at_price: null, available: true },
    ],
  };
  const { report } = await packFeed([feedFile('p', JSON.stringify({ products: [product] }))], {
    currency: 'eur',
    baseUrl: 'https://shop.example',
  });
  expect(report.rows).toMatchObject({ read: 2, kept: 1 });
  expect(report.mergedBy.variant).toBe(1);
  expect((await products()).get('71')).toMatchObject({ price: 950, brand: 'Nord', stock: true });
});

test('counts orders of a merged variant for the product that it became', async () => {
  const orders = feedFile(
    'orders.csv',
    [
      'user,item,time',
      'u,R1,2024-01-01',
      'u,Q,2024-01-02',
      'v,R2,2024-01-01',
      'v,Q,2024-01-03',
      '',
    ].join('\n'),
  );
  const feed = feedFile('feed.xml', GOOGLE.replace('4.50 USD', '4.50 EUR'));
  const packed = await packFeed([feed], { orders });
  expect(packed.orders).toEqual({ read: 4, kept: 4, rejected: {} });
  const pack = await readPack(path.join(folder, 'pack'));
  expect(pack.items.size).toBe(2);
  expect([...pack.items.popularity]).toEqual([255, 255]);
  expect(pack.neighbours?.items).toHaveLength(2);
});

test('keeps the last good pack when a later feed is cut off, unmapped or mostly unusable', async () => {
  await packFeed([feedFile('good.csv', FURNITURE)], { currency: 'SAR' });
  const before = readFileSync(path.join(folder, 'pack/manifest.json'), 'utf8');
  const bad: [string, string | Uint8Array, string][] = [
    ['cut.xml', GOOGLE.slice(0, 400), 'feed/truncated'],
    ['cut.json', '[{"id":1,"title":"a","price":1},{"id":2', 'feed/truncated'],
    ['cut.jsonl', '{"id":1,"title":"a","price":1}\n{"id":2,"ti', 'feed/truncated'],
    ['cut.csv.gz', gzipSync(FURNITURE).subarray(0, 200), 'feed/truncated'],
    ['cut.csv', FURNITURE.slice(0, 300), 'feed/truncated'],
    ['empty.csv', '', 'feed/empty'],
    ['header.csv', 'id,title,price\n', 'feed/empty'],
    ['unmapped.csv', 'foo,bar\n1,2\n', 'feed/unmapped'],
    ['noise.bin', new Uint8Array(300).map((_, at) => (at * 37) % 256), 'feed/unreadable'],
    ['free.csv', 'id,title,price\n1,a,0\n2,b,0\n', 'feed/too-bad'],
  ];
  for (const [name, content, code] of bad)
    await expect(
      packFeed([feedFile(name, content)], { currency: 'SAR' }),
      name,
    ).rejects.toMatchObject({
      name: 'SottoError',
      code,
    });
  await expect(packFeed([path.join(folder, 'none')])).rejects.toMatchObject({
    code: 'feed/unreadable',
  });
  expect(readFileSync(path.join(folder, 'pack/manifest.json'), 'utf8')).toBe(before);
  expect((await products()).size).toBe(4);
});

test('lists the columns of a feed whose title it can’t find, and takes the caller’s word for it', async () => {
  const feed = feedFile('f.csv', 'nr,what,cost\n1,Pan,5.00\n');
  await expect(packFeed([feed], { currency: 'EUR' })).rejects.toThrow(
    /"nr", "what", "cost".*--map/,
  );
  const wishes = parseWishes(['nr=id', 'what=title', 'price=cost']);
  await packFeed([feed], { currency: 'EUR', wishes });
  expect((await products()).get('1')).toMatchObject({ title: 'Pan', price: 500 });
});

test('asks for the currency where the feed has none', async () => {
  const feed = feedFile('f.csv', 'id,title,price\n1,Pan,5.00\n');
  await expect(packFeed([feed])).rejects.toThrow(/--currency/);
  expect(existsSync(path.join(folder, 'pack'))).toBe(false);
});

test('keeps, merges or rejects every row of any feed, and its ids are among the feed’s', async () => {
  const cell = fc.oneof(
    fc.constantFrom('1', '2', 'A', '', '0', '-3', '9.99', '9,99', 'red', 'n/a', '2024-02-30'),
    fc.string({ maxLength: 8 }),
  );
  const row = fc.record({ id: cell, title: cell, price: cell, item_group_id: cell, color: cell });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), async (rows) => {
      const sound = { id: 'sound', title: 'Sound', price: '5.00', item_group_id: '', color: '' };
      const all = [
        ...Array.from({ length: rows.length + 1 }, (_, at) => ({ ...sound, id: `s${at}` })),
        ...rows,
      ];
      const feed = feedFile(
        'rows.jsonl',
        all.map((each) => JSON.stringify(each)).join('\n') + '\n',
      );
      const { report } = await packFeed([feed], { currency: 'EUR' });
      const { read, kept, merged, rejected } = report.rows;
      expect(read).toBe(all.length);
      expect(kept + merged + rejected).toBe(read);
      const rejects = readFileSync(path.join(folder, 'report/rejects.jsonl'), 'utf8');
      expect(rejects.split('\n').length - 1).toBe(rejected);
      const ids = new Set(all.map(({ id }) => id.replaceAll(/[\p{Cc}\ufffd]/gu, '').trim()));
      for (const id of (await products()).keys()) expect(ids).toContain(id);
    }),
    { numRuns: 25 },
  );
}, 60_000);
