import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFeed } from './read-feed.ts';
import { Staging } from './staging.ts';

let folder: string;
let staging: Staging;
let server: Server | undefined;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-feed-'));
  staging = await Staging.open();
});
afterEach(async () => {
  staging.close();
  await new Promise<void>((done) => (server === undefined ? done() : server.close(() => done())));
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** Reads a feed and gives its rows as objects, empty cells left out. */
async function rowsOf(feed: string) {
  const staged = await readFeed(staging, feed, 0, () => {});
  const columns = staged.columns.map((_, at) => `c${at}`).join(', ');
  const sql = `SELECT place, ${columns} FROM ${staged.table} ORDER BY number`;
  const rows = (await staging.rows(sql)).map(([place, ...cells]) => ({
    place,
    ...Object.fromEntries(
      staged.columns.flatMap((name, at) => (cells[at] === null ? [] : [[name, cells[at]]])),
    ),
  }));
  return { staged, rows };
}

function readText(content: string | Uint8Array) {
  const file = path.join(folder, 'feed.dat');
  writeFileSync(file, content);
  return rowsOf(file);
}

const TABLE = 'Nr;Näme;Preis\n1;Öl „extra“;3,50\n';

test.for([
  ['utf-8', Buffer.from(TABLE)],
  ['utf-8', Buffer.from(`\ufeff${TABLE}`)],
  ['windows-1252', iconv.encode(TABLE, 'windows-1252')],
  ['utf-16le', iconv.encode(TABLE, 'utf-16le', { addBOM: true })],
  ['utf-16le', iconv.encode(TABLE, 'utf-16le')],
  ['utf-16be', iconv.encode(TABLE, 'utf-16be', { addBOM: true })],
] as const)('tells %s from the bytes', async ([encoding, bytes]) => {
  const { staged, rows } = await readText(bytes);
  expect(staged.detail).toBe(`${encoding}, semicolons`);
  expect(rows).toEqual([{ place: '2', Nr: '1', Näme: 'Öl „extra“', Preis: '3,50' }]);
});

test('keeps a large UTF-8 feed with one broken byte UTF-8', async () => {
  const line = Buffer.from('1,Öl für Köche\n');
  const broken = Buffer.from([0x32, 0x2c, 0xc3, 0x20, 0x0a]);
  const { staged } = await readText(
    Buffer.concat([Buffer.from('id,name\n'), ...Array.from({ length: 50 }, () => line), broken]),
  );
  expect(staged).toMatchObject({ rows: 51, detail: 'utf-8, commas' });
});

test('takes inch signs in tab-separated feeds for what they are', async () => {
  const { rows } = await readText('id\ttitle\n1\t"24" screen\n2\t"Plain\n');
  expect(rows.map((row) => row.place)).toEqual(['2', '3']);
  expect(rows[1]).toMatchObject({ title: '"Plain' });
});

test('counts lines over empty lines and rows of several lines', async () => {
  const { staged, rows } = await readText(
    'id,t,x\n1,"a\n\nc",x\n\n\n2,short\n3,ok,x\n\n4,ok,x\n5,"a\nb"\n6,ok,x\n',
  );
  expect(rows.map((row) => row.place)).toEqual(['2', '8', '10', '13']);
  expect(staged.broken.map(({ place }) => place)).toEqual(['7', '11']);
});

test('reads Atom entries with their links, and CDATA', async () => {
  const { rows } = await readText(
    `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
<title>Shop</title>
<entry><g:id>7</g:id><title><![CDATA[Pots & pans]]></title><link rel="alternate" href="/pots"/>
<g:shipping><g:price>5 EUR</g:price></g:shipping><g:additional_image_link>a</g:additional_image_link><g:additional_image_link>b</g:additional_image_link></entry></feed>`,
  );
  expect(rows).toEqual([
    {
      place: '3',
      id: '7',
      title: 'Pots & pans',
      link: '/pots',
      'shipping.price': '5 EUR',
      additional_image_link: 'a',
    },
  ]);
});

test.for([
  ['an array', '[{"sku":"a","price":{"amount":2}},{"sku":"b","tags":["x","y"]}]'],
  [
    'an object that holds an array',
    '{"page":1,"items":[{"sku":"a","price":{"amount":2}},{"sku":"b","tags":["x","y"]}]}',
  ],
  ['lines', '{"sku":"a","price":{"amount":2}}\n\n{"sku":"b","tags":["x","y"]}\n'],
] as const)('reads JSON as %s', async ([, text]) => {
  const { rows } = await readText(text);
  expect(rows).toMatchObject([
    { sku: 'a', 'price.amount': '2' },
    { sku: 'b', tags: 'x' },
  ]);
});

test('sets apart a line that isn’t JSON', async () => {
  const { staged } = await readText('{"id":1}\nnonsense\n{"id":2}\n');
  expect(staged.broken).toEqual([{ place: '2', reason: 'not JSON', text: 'nonsense' }]);
});

const page = (data: object): string =>
  `<!doctype html><html><head><script type="application/ld+json">${JSON.stringify(data)}</script></head></html>`;

const LAMP = {
  '@context': 'https://schema.org',
  '@graph': [
    {
      '@type': 'Product',
      sku: 'L1',
      name: 'Desk lamp',
      image: ['/l1.jpg', '/l2.jpg'],
      brand: { '@type': 'Brand', name: 'Lumo' },
      offers: [
        { price: '40', priceCurrency: 'EUR', availability: 'https://schema.org/OutOfStock' },
        { price: 35, priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
      ],
      aggregateRating: { ratingValue: 4.4 },
      isRelatedTo: { '@type': 'Product', name: 'Bulb' },
    },
    {
      '@type': 'BreadcrumbList',
      itemListElement: [
        { position: 2, name: 'Lamps' },
        { position: 1, item: { name: 'Home' } },
        { position: 3, name: 'Desk lamp' },
      ],
    },
  ],
};

test('reads products and breadcrumbs of a folder of pages', async () => {
  mkdirSync(path.join(folder, 'shop/p'), { recursive: true });
  writeFileSync(path.join(folder, 'shop/p/lamp.html'), page(LAMP));
  writeFileSync(path.join(folder, 'shop/about.html'), '<html>no products</html>');
  writeFileSync(path.join(folder, 'shop/bad.html'), page({}).replace('{}', '{"@type":"Product",'));
  const { staged, rows } = await rowsOf(path.join(folder, 'shop'));
  expect(rows).toEqual([
    {
      place: '/p/lamp.html',
      id: 'L1',
      title: 'Desk lamp',
      link: '/p/lamp.html',
      image_link: '/l1.jpg',
      brand: 'Lumo',
      price: '35',
      currency: 'EUR',
      availability: 'https://schema.org/InStock',
      product_type: 'Lamps',
      rating: '4.4',
    },
  ]);
  expect(staged.broken).toMatchObject([{ place: '/bad.html' }]);
});

test('fetches the pages of a sitemap, and tells a missing one from the rest', async () => {
  server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    if (request.url === '/sitemap.xml')
      response.end(
        `<urlset><url><loc>${base}/lamp</loc></url><url><loc>${base}/gone</loc></url></urlset>`,
      );
    else if (request.url === '/lamp') response.end(page(LAMP));
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { staged, rows } = await rowsOf(`${base}/sitemap.xml`);
  expect(rows).toMatchObject([{ place: `${base}/lamp`, id: 'L1', link: `${base}/lamp` }]);
  expect(staged.broken).toMatchObject([{ place: `${base}/gone` }]);
});
