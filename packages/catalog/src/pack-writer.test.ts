import { brotliCompressSync, constants } from 'node:zlib';
import { categoryPath, CHANNEL_NAMES, seededRng, type ChannelWeights } from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withWeights } from './encode-manifest.ts';
import { decodeFallback } from './fallback.ts';
import { FIRST_LIST_FILES, type FileName } from './format.ts';
import { createItemIndex } from './item-index.ts';
import { decodeItems } from './items.ts';
import { parseManifest } from './manifest.ts';
import { decodeNeighbours } from './neighbours.ts';
import type { PackItem } from './pack-item.ts';
import type { PackMeta } from './pack-meta.ts';
import { PackWriter, type PackFiles } from './pack-writer.ts';
import { decodeDetails, decodeTexts } from './texts.ts';
import { decodeThumbnails } from './thumbnails.ts';
import { sha256, verifyFile } from './verify.ts';

const meta: PackMeta = {
  builtAt: Date.UTC(2026, 0, 1),
  locale: 'en',
  currency: { code: 'EUR', digits: 2 },
  weights: Object.fromEntries(CHANNEL_NAMES.map((name) => [name, 1])) as ChannelWeights,
  rules: ['exclude where stock = 0'],
  images: 'direct',
  provenance: { rows: { read: 3, kept: 2 } },
};

function fileOf({ manifest, files }: PackFiles, name: FileName): Uint8Array<ArrayBuffer> {
  const path = parseManifest(manifest).files[name]?.path;
  const found = files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`the pack has no ${name}`);
  return found.bytes;
}

/** The products of a pack, as a reader finds them, by id. */
function readBack(pack: PackFiles): Map<string, PackItem> {
  const { items, categories, brands } = decodeItems(fileOf(pack, 'items'));
  const texts = decodeTexts(fileOf(pack, 'texts'));
  const details = decodeDetails(fileOf(pack, 'details'), texts);
  const products = Array.from({ length: items.size }, (_, at): PackItem => {
    const lines = details.attributes.at(at).split('\n').filter(Boolean);
    return {
      id: texts.ids.at(at),
      title: texts.titles.at(at),
      url: texts.links.at(at),
      imageUrl: details.imageUrls.at(at),
      price: items.price[at] ?? 0,
      listPrice: items.listPrice[at] ?? 0,
      category: categoryPath(categories, items.category[at] ?? 0),
      brand: brands[items.brand[at] ?? 0] ?? '',
      addedDay: items.addedDay[at] ?? 0,
      inStock: items.flags[at] === 1,
      rating: (items.rating[at] ?? 0) / 50,
      popularity: items.popularity[at] ?? 0,
      colour: items.colour[at] ?? 0,
      attributes: Object.fromEntries(
        lines.map((line) => /^([^=]*)=(.*)$/s.exec(line)?.slice(1, 3) as [string, string]),
      ),
    };
  });
  return new Map(products.map((product) => [product.id, product]));
}

const text = fc
  .string({ unit: 'binary', maxLength: 20 })
  .map((each) => each.replaceAll('\0', '').replaceAll('\u0001', ''));
const product: fc.Arbitrary<PackItem> = fc.record({
  id: text.filter((id) => id !== ''),
  title: text,
  url: text,
  imageUrl: text,
  price: fc.nat(0xffffffff),
  listPrice: fc.nat(0xffffffff),
  category: fc.array(fc.oneof(text, fc.constantFrom('House', '__proto__')), { maxLength: 3 }),
  brand: fc.oneof(text, fc.constantFrom('Acme', 'constructor')),
  addedDay: fc.nat(0xffff),
  inStock: fc.boolean(),
  rating: fc.integer({ min: 50, max: 250 }).map((fiftieths) => fiftieths / 50),
  popularity: fc.nat(255),
  colour: fc.nat(0xffff),
  attributes: fc.dictionary(
    fc.stringMatching(/^[a-z_]{1,8}$/).filter((name) => name !== '__proto__'),
    text.map((each) => each.replaceAll('\n', '')),
    { maxKeys: 3, noNullPrototype: true },
  ),
});
const products = fc.uniqueArray(product, { selector: ({ id }) => id, maxLength: 25 });

const write = (items: readonly PackItem[], more: Partial<PackMeta> = {}): Promise<PackFiles> => {
  const writer = new PackWriter();
  for (const item of items) writer.add(item);
  return writer.finish({ ...meta, ...more });
};

test('gives every product back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(products, async (items) => {
      const found = readBack(await write(items));
      expect([...found.keys()].sort()).toEqual(items.map(({ id }) => id).sort());
      for (const item of items) expect(found.get(item.id)).toEqual(item);
    }),
  );
});

test('gives the same bytes and names for the same products', async () => {
  await fc.assert(
    fc.asyncProperty(products, async (items) => {
      const [one, other] = [await write(items), await write(items)];
      expect(other.manifest).toEqual(one.manifest);
      expect(other.files).toEqual(one.files);
    }),
    { numRuns: 20 },
  );
});

const shop = syntheticShop({ products: 60, users: 80 });
const { neighbours } = shop.catalog;
if (neighbours === undefined) throw new Error('the shop has no neighbours');

function shopWriter(): PackWriter {
  const writer = new PackWriter();
  for (const item of shop.items) writer.add(item);
  writer.setNeighbours('neighbours', neighbours as NonNullable<typeof neighbours>);
  return writer;
}

test('speaks of neighbours, popularity, colours and thumbnails in its own order', async () => {
  const writer = shopWriter();
  writer.setPopularity(Uint8Array.from(shop.items, (_, added) => added));
  writer.setColours(Uint16Array.from(shop.items, (_, added) => 1000 + added));
  const sheets = [Uint8Array.of(1, 2), Uint8Array.of(3)];
  const cells = Uint32Array.from(shop.items, (_, added) => (added < 30 ? added + 1 : 0));
  const pack = await writer.finish({
    ...meta,
    images: { cell: 96, columns: 4, rows: 4, sheets, cells },
  });
  const { ids } = decodeTexts(fileOf(pack, 'texts'));
  const { items } = decodeItems(fileOf(pack, 'items'));
  const table = decodeNeighbours(fileOf(pack, 'neighbours'), ids.size);
  const cellOf = decodeThumbnails(fileOf(pack, 'thumbnails'), ids.size);
  for (let at = 0; at < ids.size; at++) {
    const added = shop.indexOf(ids.at(at));
    expect(items.popularity[at]).toBe(added);
    expect(items.colour[at]).toBe(1000 + added);
    expect(cellOf[at]).toBe(cells[added]);
    const own = Array.from(table.items.slice(table.offsets[at], table.offsets[at + 1]));
    expect(own.map((item) => shop.indexOf(ids.at(item)))).toEqual(
      Array.from(neighbours.items.slice(neighbours.offsets[added], neighbours.offsets[added + 1])),
    );
  }
  const { images } = parseManifest(pack.manifest);
  expect(images).toMatchObject({ mode: 'sheets', cell: 96, columns: 4, rows: 4 });
  expect(pack.files.slice(-2).map(({ bytes }) => bytes)).toEqual(sheets);
});

test('names in its manifest the size and the hash of every file', async () => {
  const pack = await shopWriter().finish(meta);
  const entries = Object.values(parseManifest(pack.manifest).files);
  expect(entries).toHaveLength(pack.files.length);
  for (const { path, bytes } of pack.files) {
    const entry = entries.find((each) => each.path === path);
    expect(path).toContain(entry?.sha256.slice(0, 12));
    if (entry !== undefined) await verifyFile(entry, bytes);
  }
});

test('shows the most popular products in stock where no worker can run', async () => {
  const writer = shopWriter();
  writer.setColours(Uint16Array.from(shop.items, () => 0xf800));
  const file = decodeFallback(fileOf(await writer.finish(meta), 'fallback'));
  const popularity = file.best.map(
    (at) => shop.items[shop.indexOf(file.items[at]?.id ?? '')]?.popularity ?? 0,
  );
  expect(popularity).toEqual([...popularity].sort((a, b) => b - a));
  expect(file.items.every(({ id }) => shop.items[shop.indexOf(id)]?.inStock)).toBe(true);
  expect(file.items[0]).toMatchObject({ colour: '#ff0000', price: expect.any(Number) as number });
  for (const [path, list] of Object.entries(file.byCategory)) {
    for (const at of list) expect(file.items[at]?.category.join(' > ').startsWith(path)).toBe(true);
  }
});

test('writes a shop without products', async () => {
  expect(readBack(await write([])).size).toBe(0);
});

test('changes the id with the weights, and back with them', async () => {
  const manifest = parseManifest((await shopWriter().finish(meta)).manifest);
  const other = await withWeights(manifest, { ...manifest.weights, terms: 2 }, { fit: 1 });
  expect(other.id).not.toBe(manifest.id);
  expect(other.files).toEqual(manifest.files);
  expect(await withWeights(other, manifest.weights, manifest.provenance)).toEqual(manifest);
});

test('finds products by id', async () => {
  const { ids } = decodeTexts(fileOf(await shopWriter().finish(meta), 'texts'));
  const index = createItemIndex(ids);
  for (let at = 0; at < ids.size; at++) expect(index.indexOf(ids.at(at))).toBe(at);
  expect([index.indexOf('nothing'), index.indexOf('__proto__')]).toEqual([-1, -1]);
});

/**
 * Packs that are out there must stay readable. Where this fails the format has changed: raise PACK_VERSION,
 * say what changed in README.md, and put the new digests here.
 */
test('writes the bytes of format version 1', async () => {
  const { manifest, files } = await shopWriter().finish(meta);
  const digest = [await sha256(manifest), ...files.map(({ path }) => path)];
  expect(digest).toMatchInlineSnapshot(`
    [
      "94c0fd06093f206e3c07dea8c0a2ad327875f7022efaa8e0dcbe73125b2d6f23",
      "items.20ed346533d8.bin",
      "texts.585117ae90da.bin",
      "details.501d9d011324.bin",
      "fallback.c19d79ce5aa5.json",
      "neighbours.54cb327a9dc9.bin",
    ]
  `);
});

const brotli = (bytes: Uint8Array): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

test(
  'stays below 1.6 MB for 12,000 products, 500 kB of them for the first list',
  { timeout: 60_000 },
  async () => {
    const large = syntheticShop({ products: 12_000, users: 1 });
    const rng = seededRng(7);
    const draw = (below: number): number => Math.floor(rng.next() * below);
    const text = (): string => draw(2 ** 32).toString(36);
    const words = Array.from({ length: 3000 }, text);
    const writer = new PackWriter();
    // Words of titles, prices, image names and twenty neighbours are drawn: real shops compress better.
    for (const item of large.items)
      writer.add({
        ...item,
        title: [item.title, ...Array.from({ length: 6 }, () => words[draw(3000)])].join(' '),
        imageUrl: `https://images.example/${text()}.jpg`,
        price: 100 + draw(50_000),
      });
    const count = 20;
    writer.setNeighbours('neighbours', {
      offsets: Uint32Array.from({ length: 12_001 }, (_, at) => at * count),
      items: Uint32Array.from({ length: 12_000 * count }, () => draw(12_000)),
      weights: Uint8Array.from({ length: 12_000 * count }, () => 1 + draw(255)),
    });
    const pack = await writer.finish(meta);
    const first = FIRST_LIST_FILES.reduce((sum, name) => sum + brotli(fileOf(pack, name)), 0);
    const all = pack.files.reduce((sum, { bytes }) => sum + brotli(bytes), brotli(pack.manifest));
    expect(first + brotli(pack.manifest)).toBeLessThanOrEqual(500_000);
    expect(all).toBeLessThanOrEqual(1_600_000);
  },
);
