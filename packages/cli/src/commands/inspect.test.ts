import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { PackMeta } from '@sotto/catalog';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { syntheticPack, syntheticShop } from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PackBudget, PackFileSize } from '../inspection/pack-sizes.ts';
import type { PackSummary } from '../inspection/pack-summary.ts';
import type { ProductRecord } from '../inspection/product-record.ts';
import { writePack } from '../pack-folder/index.ts';
import { run } from '../run.ts';

const shop = syntheticShop({ products: 60, users: 120 });
const folder = mkdtempSync(path.join(tmpdir(), 'sotto-inspect-'));
const dir = path.join(folder, 'pack');
const META: Partial<PackMeta> = {
  builtAt: Date.UTC(2026, 0, 2, 3, 4),
  weights: { ...DEFAULT_WEIGHTS, brand: 0 },
  rules: ['boost 2 where brand = "Elm"'],
  images: {
    cell: 8,
    columns: 5,
    rows: 5,
    sheets: [Uint8Array.of(1, 2, 3), Uint8Array.of(4)],
    cells: Uint32Array.from({ length: 60 }, (_, added) => (added < 30 ? added + 1 : 0)),
  },
  provenance: {
    rows: { read: 70, merged: 9, rejected: 1 },
    fit: { cases: 50, before: 0.05, crossValidated: 0.06 },
  },
};

async function sotto(...args: string[]) {
  const written = { out: '', err: '' };
  const code = await run(['inspect', ...args], {
    stdout: { write: (text) => (written.out += text), columns: 80 },
    stderr: { write: (text) => (written.err += text) },
    env: {},
  });
  return { code, ...written };
}

async function pack(at: string, meta: Partial<PackMeta>): Promise<void> {
  const items = shop.items.map((item) => ({ ...item, url: `https://shop.example${item.url}` }));
  await writePack(at, await syntheticPack({ ...shop, items }, meta));
}

beforeAll(() => pack(dir, META));
afterAll(() => rmSync(folder, { recursive: true }));

test('shows what the pack holds, within eighty columns', async () => {
  const { code, out, err } = await sotto(dir);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/https:\/\/shop\.example · built 2026-01-02 03:04 UTC · en · format 1/);
  expect(out).toMatch(/Products +60 +54 in stock, 9 reduced/);
  expect(out).toMatch(/Pictures +30 /);
  expect(out).toMatch(/70 rows read, 9 merged, 1 rejected/);
  expect(out).toMatch(/fitted on 50 users: NDCG@10 0\.0500 before, 0\.0600 now/);
  expect(out).toMatch(/brand +off/);
  expect(out).toContain('boost 2 where brand = "Elm"');
  expect(out).toMatch(/right after +neighbours/);
  expect(out).toMatch(/2 sheets/);
  expect(out).toMatch(/First list .* of 500 kB/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('says the same as JSON', async () => {
  const { out } = await sotto(dir, '--json');
  const summary = JSON.parse(out) as PackSummary & { files: PackFileSize[]; budget: PackBudget };
  const prices = shop.items.map(({ price }) => price / 100);
  expect(summary).toMatchObject({
    products: 60,
    inStock: shop.items.filter(({ inStock }) => inStock).length,
    prices: { products: 60, min: Math.min(...prices), max: Math.max(...prices) },
    images: 'sheets',
    pictures: 30,
    categories: 6 + new Set(shop.items.map(({ category }) => category.join())).size,
    brands: 5,
  });
  expect(summary.largestCategories.map(({ products }) => products)).toEqual([10, 10, 10, 10, 10]);
  expect(summary.channels.map(({ name }) => name)).toContain('neighbours');
  for (const { from, to } of summary.strongest) {
    const row = shop.catalog.neighbours?.offsets[shop.indexOf(from.id)] ?? 0;
    expect(shop.catalog.neighbours?.items[row]).toBe(shop.indexOf(to.id));
  }
  const { budget, files } = summary;
  expect(files.reduce((sum, { brotliBytes }) => sum + brotliBytes, 0)).toBe(
    budget.all.brotliBytes + budget.pictures.brotliBytes + budget.models.brotliBytes,
  );
  for (const { name, brotliBytes } of files) {
    const found = readdirSync(dir).find((file) => file.startsWith(name) && file.endsWith('.br'));
    if (found !== undefined) expect(readFileSync(path.join(dir, found)).length).toBe(brotliBytes);
  }
});

test('shows a product as the pack holds it', async () => {
  const [item] = shop.items;
  const { out, code } = await sotto(dir, '--product', 'p-0');
  expect(code).toBe(0);
  expect(out).toContain(item?.title);
  expect(out).toContain('https://shop.example/p/0');
  expect(out).toContain('out of stock');
  const record = JSON.parse((await sotto(dir, '--product', 'p-0', '--json')).out) as ProductRecord;
  expect(record).toMatchObject({
    id: 'p-0',
    aliases: ['p-0-red'],
    price: (item?.price ?? 0) / 100,
    category: item?.category,
    brand: item?.brand,
    rating: item?.rating,
    added: '2024-10-04',
    thumbnail: { sheet: 0, cell: 0 },
    colour: null,
    attributes: Object.entries(item?.attributes ?? {}),
  });
  const { offsets, items } = shop.catalog.neighbours ?? {};
  expect(record.together).toEqual(record.neighbours);
  expect(record.neighbours.map(({ id }) => shop.indexOf(id))).toEqual(
    Array.from(items?.slice(0, offsets?.[1]) ?? []),
  );
});

test('finds a product by the id of a variant that was merged into it', async () => {
  const own = await sotto(dir, '--product', 'p-0');
  expect(own.out).toMatch(/Other ids +p-0-red/);
  expect(await sotto(dir, '--product', 'p-0-red')).toEqual(own);
});

test('says which channels a bare pack has no data for', async () => {
  const bare = path.join(folder, 'bare');
  await pack(bare, { ...META, images: 'direct', rules: [], provenance: {} });
  for (const name of readdirSync(bare))
    if (/\.(br|gz)$/.test(name)) unlinkSync(path.join(bare, name));
  const { out } = await sotto(bare);
  expect(out).toMatch(/Pictures +60 +the shop’s own/);
  expect(out).toMatch(/Rules\n +none/);
  expect(out).toMatch(/not fitted/);
  const { budget } = JSON.parse((await sotto(bare, '--json')).out) as { budget: PackBudget };
  expect(budget.firstList.brotliBytes).toBeGreaterThan(500);
});

const named = (start: string, end: string): string =>
  readdirSync(dir).find((name) => name.startsWith(start) && name.endsWith(end)) ?? '';

test.each<[string, string, string, (file: string) => void]>([
  ['a truncated file', 'texts', '.bin', (file) => truncateSync(file, 9)],
  ['a flipped byte', 'neighbours', '.bin', (file) => flip(file)],
  ['a damaged sheet', 'sheet-1', '.webp', (file) => flip(file)],
  ['a damaged fallback', 'fallback', '.json', (file) => flip(file)],
  ['a longer file', 'items', '.bin', (file) => writeFileSync(file, 'more', { flag: 'a' })],
  ['a missing file', 'details', '.bin', unlinkSync],
  [
    'a stale brotli sibling',
    'manifest',
    '.br',
    (file) => writeFileSync(file, brotliCompressSync('{}')),
  ],
  [
    'a bomb for a brotli sibling',
    'items',
    '.br',
    (file) => writeFileSync(file, brotliCompressSync(new Uint8Array(1e7))),
  ],
  ['a damaged gzip sibling', 'texts', '.gz', (file) => flip(file)],
  ['a manifest that is none', 'manifest', '.json', (file) => writeFileSync(file, '{}')],
])('names %s in one sentence and exits with 1', async (_, start, end, damage) => {
  const broken = mkdtempSync(path.join(folder, 'broken-'));
  cpSync(dir, broken, { recursive: true });
  damage(path.join(broken, named(start, end)));
  const { code, err, out } = await sotto(broken);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toContain(named(start, end));
  expect(err).toMatch(/ pack\/[a-z-]+\n$/);
});

function flip(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.length >> 1;
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(file, bytes);
}

test('asks for what is missing and names what is wrong', async () => {
  expect((await sotto()).code).toBe(2);
  expect((await sotto(dir, dir)).code).toBe(2);
  const { code, err } = await sotto(dir, '--product', 'nothing');
  expect({ code, err }).toEqual({
    code: 2,
    err: '✗ The pack has no product "nothing". cli/usage\n',
  });
  expect((await sotto(path.join(folder, 'nowhere'))).err).toContain('pack/unreachable');
});
