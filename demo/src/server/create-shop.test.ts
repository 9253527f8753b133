import { mkdtempSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateShop } from '../generator/generate-shop.ts';
import { createShop } from './create-shop.ts';
import { generatedData } from './generated-data.ts';
import { shopData, type ShopProduct } from './shop-data.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sotto-demo-'));
const packDir = path.join(folder, 'pack');
mkdirSync(packDir);
writeFileSync(path.join(packDir, 'manifest.json'), '{}');
writeFileSync(path.join(packDir, 'items.0123456789abcdef.bin'), 'plain');
writeFileSync(path.join(packDir, 'items.0123456789abcdef.bin.br'), 'brotli');
writeFileSync(path.join(packDir, 'sotto.js'), 'void 0;');
writeFileSync(path.join(packDir, 'sheet-0.0123456789abcdef.webp'), 'picture');

const EVIL = `<script>alert('"&')</script>`;
const hostile: ShopProduct = {
  id: `a"><b>&'/1.2:3`,
  title: EVIL,
  brand: EVIL,
  url: `/p/${encodeURIComponent(`a"><b>&'/1.2:3`)}`,
  image: '/images/x.svg',
  price: 1250,
  listPrice: 2500,
  category: [EVIL, '</script><img>'],
  inStock: true,
  rating: 4.5,
  ratingCount: 3,
  description: EVIL,
  attributes: [[EVIL, EVIL]],
  reviews: [{ author: EVIL, stars: 4, text: EVIL, date: '2026-01-02' }],
  addedDay: 20_000,
  popularity: 1,
  siblings: [],
  model: `a"><b>&'/1.2:3`,
  variant: '',
};

let shop: FastifyInstance;
let hostileShop: FastifyInstance;

beforeAll(async () => {
  const data = generatedData(generateShop({ products: 440 }));
  shop = await createShop({ packDir, data });
  const about = { name: EVIL, tagline: EVIL, currency: 'GBP', picture: () => '<svg/>' };
  hostileShop = await createShop({ packDir, data: shopData(about, [hostile]) });
});
afterAll(async () => {
  await shop.close();
  await hostileShop.close();
});

const PAGES = [
  '/',
  '/c/kitchen',
  '/c/kitchen/pans-pots',
  '/c/kitchen?sort=price-up&page=2',
  '/p/10001',
  '/search?q=pan',
  '/search',
  '/basket',
  '/privacy',
];

/** Every event that a page hands to the data layer. */
function eventsOf(page: string): { event: string; ecommerce?: Record<string, unknown> }[] {
  const blocks = page.matchAll(/<script type="application\/json" data-layer>(.*?)<\/script>/g);
  return [...blocks].map(([, json]) => JSON.parse(json ?? '') as { event: string });
}

function cookieOf(header: unknown): string {
  return String(header).split(';')[0] ?? '';
}

const form = (fields: Record<string, string>, cookie = '') => ({
  method: 'POST' as const,
  headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
  payload: new URLSearchParams(fields).toString(),
});

describe('every page', () => {
  test.each(PAGES)(
    '%s comes under a policy without inline script or style, and keeps to it',
    async (url) => {
      const { statusCode, headers, body } = await shop.inject(url);
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      // Compiling WASM, which runs no script that a page was not given, is all that is called unsafe.
      expect(headers['content-security-policy']).not.toMatch(/(?<!wasm-)unsafe/);
      expect(body).not.toMatch(/ style="|<style| on[a-z]+="|javascript:/);
      for (const [, attributes] of body.matchAll(/<script([^>]*)>/g)) {
        expect(attributes).toMatch(/src="\/|type="application\/(ld\+)?json"/);
      }
      expect(body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    },
  );

  test.each(PAGES)(
    '%s may go into the back/forward cache and carries the tag as documented',
    async (url) => {
      const { headers, body } = await shop.inject(url);
      expect(headers['cache-control']).not.toContain('no-store');
      expect(headers['set-cookie']).toBeUndefined();
      expect(body).toContain('<script async src="/sotto/sotto.js" data-pack="/sotto/"></script>');
      expect(body).toContain('<sotto-panel>');
      expect(body).toMatch(/<body data-sotto-page="\w+"/);
    },
  );

  test('says no such page with 404', async () => {
    for (const url of ['/p/nope', '/c/nope', '/nope', '/thank-you/NOPE', '/p/__proto__']) {
      const { statusCode, body } = await shop.inject(url);
      expect(statusCode).toBe(404);
      expect(body).toContain('This shelf is empty');
    }
    expect((await shop.inject('/sotto/nope.js')).headers['content-type']).toContain('text/plain');
    expect((await shop.inject('/sotto/../package.json')).statusCode).toBe(404);
  });
});

test('links only to pages that exist', async () => {
  const seen = new Set(PAGES);
  for (const url of seen) {
    const { statusCode, body } = await shop.inject(url);
    expect(statusCode, url).toBe(200);
    for (const [, link = ''] of body.matchAll(/href="(\/[^"#]*)/g)) {
      if (!link.startsWith('/p/') && seen.size < 120) seen.add(link.replaceAll('&amp;', '&'));
    }
  }
  expect(seen.size).toBeGreaterThan(40);
});

test('escapes whatever a feed holds', async () => {
  const trail = '/c/script-alert-script';
  for (const url of ['/', hostile.url, trail, `/search?q=${encodeURIComponent(EVIL)}`]) {
    const { statusCode, body } = await hostileShop.inject(url);
    expect(statusCode, url).toBe(200);
    expect(body.replaceAll(/<script (?:async|defer) src="[^"]*"[^>]*><\/script>/g, '')).not.toMatch(
      /<script>|<b>&|<img>/,
    );
    for (const [, json] of body.matchAll(/<script type="[^"]*json"[^>]*>(.*?)<\/script>/g)) {
      expect(() => JSON.parse(json ?? '') as unknown).not.toThrow();
    }
  }
});

test('takes products into the basket, changes and removes them, and sells them', async () => {
  const added = await shop.inject({ url: '/basket/add', ...form({ id: '10001', quantity: '2' }) });
  expect(added.statusCode).toBe(303);
  let cookie = cookieOf(added.headers['set-cookie']);
  const again = await shop.inject({ url: '/basket/add', ...form({ id: '10005' }, cookie) });
  cookie = cookieOf(again.headers['set-cookie']);
  const basket = await shop.inject({ url: '/basket', headers: { cookie } });
  const [view] = eventsOf(basket.body);
  expect(view).toMatchObject({
    event: 'view_cart',
    ecommerce: {
      currency: 'GBP',
      items: [
        { item_id: '10001', quantity: 2 },
        { item_id: '10005', quantity: 1 },
      ],
    },
  });
  expect(basket.body).toContain('<b data-basket-count>3</b>');
  expect(basket.body).toContain('data-sotto-basket="10001 10005"');

  const set = await shop.inject({
    url: '/basket/set',
    ...form({ id: '10001', quantity: '0' }, cookie),
  });
  cookie = cookieOf(set.headers['set-cookie']);
  const checkout = await shop.inject({ url: '/checkout', headers: { cookie } });
  expect(eventsOf(checkout.body)[0]).toMatchObject({
    event: 'begin_checkout',
    ecommerce: { items: [{ item_id: '10005' }] },
  });

  const ordered = await shop.inject({
    url: '/checkout',
    ...form({ delivery: 'standard' }, cookie),
  });
  expect(cookieOf(ordered.headers['set-cookie'])).toBe('basket=');
  const thanks = await shop.inject(String(ordered.headers.location));
  const [purchase] = eventsOf(thanks.body);
  expect(purchase).toMatchObject({
    event: 'purchase',
    ecommerce: { currency: 'GBP', items: [{ item_id: '10005', quantity: 1 }] },
  });
  expect(purchase?.ecommerce?.['transaction_id']).toMatch(/^[0-9A-F]{10}$/);
});

test('keeps a basket of a product whose id has every awkward character', async () => {
  const added = await hostileShop.inject({
    url: '/basket/add',
    ...form({ id: hostile.id, quantity: '3' }),
  });
  const basket = await hostileShop.inject({
    url: '/basket',
    headers: { cookie: cookieOf(added.headers['set-cookie']) },
  });
  expect(eventsOf(basket.body)[0]).toMatchObject({
    ecommerce: { items: [{ item_id: hostile.id, quantity: 3 }] },
  });
});

test('survives cookies and forms that make no sense', async () => {
  for (const cookie of [
    'basket=%',
    'basket=10001:-1.10001:1e9',
    'basket=....',
    `basket=${'10001:1.'.repeat(5000)}`,
    'consent=maybe',
  ]) {
    expect((await shop.inject({ url: '/basket', headers: { cookie } })).statusCode).toBeLessThan(
      500,
    );
  }
  for (const quantity of ['', 'many', '-5', '1e99', 'NaN']) {
    expect(
      (await shop.inject({ url: '/basket/add', ...form({ id: '10001', quantity }) })).statusCode,
    ).toBe(303);
  }
  expect((await shop.inject({ url: '/basket/add', method: 'POST' })).statusCode).toBe(404);
  expect((await shop.inject('/c/kitchen?page=-3&sort=evil')).statusCode).toBe(200);
});

test('remembers the answer to the banner and gives it to the tag', async () => {
  const answered = await shop.inject({
    url: '/consent',
    ...form({ answer: 'granted', back: '/p/10001' }),
  });
  expect(answered.headers.location).toBe('/p/10001');
  const cookie = cookieOf(answered.headers['set-cookie']);
  const { body } = await shop.inject({ url: '/p/10001', headers: { cookie } });
  expect(body).toContain('data-pack="/sotto/" data-consent="granted"></script>');
  expect(body).not.toContain('class="consent"');
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    expect(
      (await shop.inject({ url: '/consent', ...form({ answer: 'denied', back }) })).headers
        .location,
    ).toBe('/');
  }
});

test('describes a product to data layer and search engines alike', async () => {
  const { body } = await shop.inject('/p/10001');
  const [view] = eventsOf(body);
  expect(view).toMatchObject({
    event: 'view_item',
    ecommerce: {
      currency: 'GBP',
      items: [{ item_id: '10001', item_category: 'Kitchen', item_category2: 'Pans & pots' }],
    },
  });
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(body) ?? [];
  expect(JSON.parse(json ?? '')).toMatchObject({
    '@type': 'Product',
    sku: '10001',
    offers: { priceCurrency: 'GBP' },
  });
});

test('finds products by the words they begin with', async () => {
  const { body } = await shop.inject('/search?q=Casseroles');
  expect(eventsOf(body).map(({ event }) => event)).toEqual([
    'view_search_results',
    'view_item_list',
  ]);
  expect(body).toMatch(/class="title">[^<]*casserole/);
  expect((await shop.inject('/search?q=zzzz')).body).toContain('Nothing fits');
});

test('serves pack and browser’s files, compressed where they come so, with the right caching', async () => {
  const hashed = await shop.inject({
    url: '/sotto/items.0123456789abcdef.bin',
    headers: { 'accept-encoding': 'br' },
  });
  expect(hashed.headers['content-encoding']).toBe('br');
  expect(hashed.body).toBe('brotli');
  expect(hashed.headers['cache-control']).toContain('immutable');
  const headers = { 'accept-encoding': 'gzip, br' };
  const sheet = await shop.inject({ url: '/sotto/sheet-0.0123456789abcdef.webp', headers });
  expect(sheet.body).toBe('picture');
  expect((await shop.inject('/sotto/manifest.json')).body).toBe('{}');
  expect((await shop.inject('/sotto/manifest.json')).headers['cache-control']).toBe('no-cache');
  expect((await shop.inject('/sotto/sotto.js')).headers['cache-control']).toContain('max-age=300');
  expect((await shop.inject('/sotto/sotto.js?v=1')).headers['cache-control']).toContain(
    'immutable',
  );
  expect((await shop.inject('/sotto/items.ffffffffffffffff.bin')).headers['cache-control']).toBe(
    'no-cache',
  );
});
