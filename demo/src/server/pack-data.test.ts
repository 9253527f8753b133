import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PackWriter, type PackItem } from '@sotto/catalog';
import { CHANNEL_NAMES, type ChannelWeights } from '@sotto/core';
import { beforeAll, expect, test } from 'vitest';
import { createShop } from './create-shop.ts';
import { readPackData } from './pack-data.ts';
import type { ShopData } from './shop-data.ts';

const packDir = mkdtempSync(path.join(tmpdir(), 'sotto-pack-data-'));

const item = (id: string, more: Partial<PackItem>): PackItem => ({
  id,
  title: `Thing ${id}`,
  url: `https://elsewhere.example/${id}`,
  imageUrl: `https://elsewhere.example/${id}.jpg`,
  price: 1999,
  listPrice: 0,
  category: ['House', 'Lamps'],
  brand: 'Lux',
  addedDay: 20_000,
  inStock: true,
  rating: 4.5,
  popularity: 10,
  colour: 0xf800,
  attributes: { colour: 'red', description: 'Shines.' },
  ...more,
});

let data: ShopData;

beforeAll(async () => {
  const writer = new PackWriter();
  writer.add(item('a/1', { popularity: 3 }));
  writer.add(item('b', { popularity: 200, listPrice: 2999, title: 'Äpfel & Birnen' }));
  writer.add(item('c', { category: ['Garden'], inStock: false, rating: 0, price: 0 }));
  const { files, manifest } = await writer.finish({
    builtAt: 0,
    locale: 'en',
    currency: { code: 'EUR', digits: 2 },
    weights: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, 1])) as ChannelWeights,
    rules: [],
    images: 'none',
    provenance: {},
  });
  for (const file of files) writeFileSync(path.join(packDir, file.path), file.bytes);
  writeFileSync(path.join(packDir, 'manifest.json'), manifest);
  data = await readPackData(packDir);
});

test('sells what a pack holds, the most popular first', () => {
  expect(data.currency).toBe('EUR');
  expect(data.category('/c/house/lamps')?.products.map(({ id }) => id)).toEqual(['b', 'a/1']);
  expect(data.product('b')).toMatchObject({
    title: 'Äpfel & Birnen',
    brand: 'Lux',
    price: 1999,
    listPrice: 2999,
    rating: 4.5,
    inStock: true,
    description: 'Shines.',
    attributes: [['colour', 'red']],
  });
  expect(data.product('c')).toMatchObject({ inStock: false, price: 0, category: ['Garden'] });
});

test('serves pages and tiles of its own for products of any id, and nothing of another site', async () => {
  const shop = await createShop({ packDir });
  const { statusCode, body } = await shop.inject('/p/a%2F1');
  expect(statusCode).toBe(200);
  expect(body).toContain('Thing a/1');
  expect(body).not.toContain('elsewhere.example');
  const tile = await shop.inject('/images/a%2F1.svg');
  expect(tile.headers['content-type']).toContain('image/svg+xml');
  expect(tile.body).toContain('>T</text>');
  await shop.close();
});

test('names the file where there is no pack', async () => {
  const empty = mkdtempSync(path.join(tmpdir(), 'sotto-no-pack-'));
  await expect(readPackData(empty)).rejects.toMatchObject({ code: 'pack/unreachable' });
  await expect(readPackData(empty)).rejects.toThrow('manifest.json');
});
