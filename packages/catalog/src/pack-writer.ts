import {
  ITEM_IN_STOCK,
  SottoError,
  type CategoryTree,
  type ChannelWeights,
  type ItemColumns,
  type NeighbourTable,
} from '@sotto/core';
import { bestOf } from './best-of.ts';
import { encodeFallback } from './fallback.ts';
import { MAX_PRODUCTS, PACK_VERSION, type FileName } from './format.ts';
import { GrowableColumn } from './growable.ts';
import { encodeItems } from './items.ts';
import type { FileEntry, PackImages, PackManifest } from './manifest.ts';
import { BrandDictionary, CategoryDictionary } from './name-dictionary.ts';
import { encodeNeighbours } from './neighbours.ts';
import type { PackItem } from './pack-item.ts';
import { inverseOrder, packOrder } from './pack-order.ts';
import { reorderNeighbours } from './reorder-neighbours.ts';
import { TextBlob, TextBlobBuilder } from './text-blob.ts';
import { encodeDetails, encodeTextsFile, type TextBytes } from './texts.ts';
import { encodeThumbnails } from './thumbnails.ts';
import { findTemplate, storedUrl } from './url-template.ts';
import { sha256 } from './verify.ts';

/** A file of a pack, ready to be written. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A pack, ready to be written. */
export interface PackFiles {
  /** Bytes of `manifest.json`; to be written last. */
  readonly manifest: Uint8Array<ArrayBuffer>;
  readonly files: readonly PackFile[];
}

/** What a pack is made with beside its products. */
export interface PackMeta {
  /** Milliseconds since 1970. */
  readonly builtAt: number;
  readonly locale: string;
  readonly currency: PackManifest['currency'];
  readonly weights: ChannelWeights;
  readonly rules: readonly string[];
  readonly images: 'none' | 'direct' | PackSheets;
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** Thumbnails as sheets. */
export interface PackSheets {
  /** Width and height of a thumbnail in pixels. */
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  /** WebP pictures, in the order in which shoppers fetch them. */
  readonly sheets: readonly Uint8Array<ArrayBuffer>[];
  /** For each product, in the order of adding, 1 + the number of its cell; 0 for none. */
  readonly cells: Uint32Array;
}

/**
 * Writes a pack from products that come one at a time, in compact columns. The pack has them in an order
 * of its own (category, brand, title); whoever calls speaks of products by their number of adding.
 */
export class PackWriter {
  readonly #categories = new CategoryDictionary();
  readonly #brands = new BrandDictionary();
  readonly #columns = {
    price: new GrowableColumn((length) => new Uint32Array(length)),
    listPrice: new GrowableColumn((length) => new Uint32Array(length)),
    category: new GrowableColumn((length) => new Uint16Array(length)),
    brand: new GrowableColumn((length) => new Uint16Array(length)),
    popularity: new GrowableColumn((length) => new Uint8Array(length)),
    addedDay: new GrowableColumn((length) => new Uint16Array(length)),
    flags: new GrowableColumn((length) => new Uint8Array(length)),
    rating: new GrowableColumn((length) => new Uint8Array(length)),
    colour: new GrowableColumn((length) => new Uint16Array(length)),
  };
  readonly #texts = {
    ids: new TextBlobBuilder(),
    titles: new TextBlobBuilder(),
    links: new TextBlobBuilder(),
    attributes: new TextBlobBuilder(),
    imageUrls: new TextBlobBuilder(),
  };
  readonly #neighbours = new Map<'neighbours' | 'together', NeighbourTable>();
  #popularity: Uint8Array | undefined;
  #colours: Uint16Array | undefined;
  #size = 0;

  /** Number of products added. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds a product and answers its number.
   *
   * @throws pack/too-large beyond the format's limit of products.
   */
  add(item: PackItem): number {
    if (this.#size === MAX_PRODUCTS) throw new SottoError('pack/too-large', { origin: 'pack' });
    const columns = this.#columns;
    columns.price.push(item.price);
    columns.listPrice.push(item.listPrice);
    columns.category.push(this.#categories.numberOf(item.category));
    columns.brand.push(this.#brands.numberOf(item.brand));
    columns.popularity.push(item.popularity);
    columns.addedDay.push(item.addedDay);
    columns.flags.push(item.inStock ? ITEM_IN_STOCK : 0);
    columns.rating.push(Math.round(item.rating * 50));
    columns.colour.push(item.colour);
    this.#texts.ids.add(item.id);
    this.#texts.titles.add(item.title);
    this.#texts.links.add(item.url);
    this.#texts.imageUrls.add(item.imageUrl);
    this.#texts.attributes.add(attributeLines(item.attributes));
    return this.#size++;
  }

  /** Sets a table of neighbours, in the numbers of adding. */
  setNeighbours(name: 'neighbours' | 'together', table: NeighbourTable): void {
    this.#neighbours.set(name, table);
  }

  /** Replaces the popularity of every product, in the order of adding. */
  setPopularity(popularity: Uint8Array): void {
    this.#popularity = popularity;
  }

  /** Replaces the colour of every product, in the order of adding. */
  setColours(colours: Uint16Array): void {
    this.#colours = colours;
  }

  /** Writes everything. The same products and meta give the same bytes. The writer is of no use after it. */
  async finish(meta: PackMeta): Promise<PackFiles> {
    const texts = this.#textBlobs();
    const categories = this.#categories.tree();
    const brands = this.#brands.names();
    const { category, brand } = this.#columns;
    const order = packOrder({
      size: this.#size,
      categories,
      brands,
      category,
      brand,
      titles: texts.titles,
    });
    const items = this.#orderedItems(order);
    const contents = this.#contents({ items, categories, brands }, texts, order, meta);
    const files = new Map<FileName, PackFile>();
    for (const [name, bytes] of contents)
      files.set(name, await named(name, bytes, extensionOf(name)));
    const sheets = await sheetFiles(meta.images);
    const entries = await Promise.all(
      [...files].map(async ([name, file]) => [name, await entryOf(file)] as const),
    );
    const manifest = await manifestOf(meta, {
      counts: {
        products: this.#size,
        categories: categories.names.length - 1,
        brands: brands.length - 1,
      },
      images: await imagesOf(meta.images, sheets),
      files: Object.fromEntries(entries),
    });
    return { manifest, files: [...files.values(), ...sheets] };
  }

  #textBlobs(): Texts {
    const blob = (builder: TextBlobBuilder): TextBlob => new TextBlob(builder.finish(), this.#size);
    const { ids, titles, links, attributes, imageUrls } = this.#texts;
    return {
      ids: blob(ids),
      titles: blob(titles),
      links: blob(links),
      attributes: blob(attributes),
      imageUrls: blob(imageUrls),
    };
  }

  #orderedItems(order: Uint32Array): ItemColumns {
    const columns = this.#columns;
    const pick = <T extends Uint8Array | Uint16Array>(
      all: T | undefined,
      own: GrowableColumn<T>,
    ): T =>
      all === undefined
        ? own.ordered(order)
        : (all.map((_, place) => all[order[place] ?? 0] ?? 0) as T);
    return {
      size: order.length,
      price: columns.price.ordered(order),
      listPrice: columns.listPrice.ordered(order),
      category: columns.category.ordered(order),
      brand: columns.brand.ordered(order),
      popularity: pick(this.#popularity, columns.popularity),
      addedDay: columns.addedDay.ordered(order),
      flags: columns.flags.ordered(order),
      rating: columns.rating.ordered(order),
      colour: pick(this.#colours, columns.colour),
    };
  }

  #contents(
    numbers: { items: ItemColumns; categories: CategoryTree; brands: readonly string[] },
    texts: Texts,
    order: Uint32Array,
    meta: PackMeta,
  ): Map<FileName, Uint8Array<ArrayBuffer>> {
    const size = order.length;
    const links = urlBlob(texts.links, texts, order);
    const imageUrls =
      meta.images === 'direct' ? urlBlob(texts.imageUrls, texts, order) : noTexts(size);
    const attributes = ordered(texts.attributes, order);
    const contents = new Map<FileName, Uint8Array<ArrayBuffer>>([
      ['items', encodeItems(numbers)],
      [
        'texts',
        encodeTextsFile(
          size,
          {
            ids: ordered(texts.ids, order),
            titles: ordered(texts.titles, order),
            links: links.bytes,
          },
          links.template,
        ),
      ],
      [
        'details',
        encodeDetails(size, { attributes, imageUrls: imageUrls.bytes }, imageUrls.template),
      ],
      ['fallback', encodeFallback(bestOf(numbers, texts, order, meta.currency))],
    ]);
    const inverse = inverseOrder(order);
    for (const [name, table] of this.#neighbours) {
      contents.set(name, encodeNeighbours(reorderNeighbours(table, order, inverse)));
    }
    if (typeof meta.images === 'object') {
      const { cells } = meta.images;
      contents.set('thumbnails', encodeThumbnails(order.map((added) => cells[added] ?? 0)));
    }
    return contents;
  }
}

/** Texts of all products, in the order of adding. */
interface Texts {
  readonly ids: TextBlob;
  readonly titles: TextBlob;
  readonly links: TextBlob;
  readonly attributes: TextBlob;
  readonly imageUrls: TextBlob;
}

const attributeLines = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}=${value.replaceAll('\n', ' ')}`)
    .join('\n');

function ordered(blob: TextBlob, order: Uint32Array): TextBytes {
  const builder = new TextBlobBuilder();
  for (const added of order) builder.addBytes(blob.bytesAt(added));
  return builder.finish();
}

const noTexts = (size: number): { bytes: TextBytes; template: string } => ({
  bytes: new Uint8Array(size),
  template: '',
});

function urlBlob(
  urls: TextBlob,
  texts: Texts,
  order: Uint32Array,
): { bytes: TextBytes; template: string } {
  const partsOf = (added: number): { id: string; title: string; url: string } => ({
    id: texts.ids.at(added),
    title: texts.titles.at(added),
    url: urls.at(added),
  });
  const template = findTemplate(order.length, (place) => partsOf(order[place] ?? 0));
  const builder = new TextBlobBuilder();
  for (const added of order) {
    const parts = partsOf(added);
    builder.add(storedUrl(parts.url, template, parts));
  }
  return { bytes: builder.finish(), template };
}

const extensionOf = (name: FileName): string => (name === 'fallback' ? 'json' : 'bin');

async function named(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  extension: string,
): Promise<PackFile> {
  return { path: `${name}.${(await sha256(bytes)).slice(0, 12)}.${extension}`, bytes };
}

async function entryOf({ path, bytes }: PackFile): Promise<FileEntry> {
  return { path, bytes: bytes.length, sha256: await sha256(bytes) };
}

async function sheetFiles(images: PackMeta['images']): Promise<PackFile[]> {
  if (typeof images === 'string') return [];
  return Promise.all(images.sheets.map((bytes, index) => named(`sheet-${index}`, bytes, 'webp')));
}

async function imagesOf(
  images: PackMeta['images'],
  sheets: readonly PackFile[],
): Promise<PackImages> {
  if (typeof images === 'string') return { mode: images };
  const { cell, columns, rows } = images;
  return { mode: 'sheets', cell, columns, rows, sheets: await Promise.all(sheets.map(entryOf)) };
}

async function manifestOf(
  meta: PackMeta,
  parts: Pick<PackManifest, 'counts' | 'images' | 'files'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { locale, currency, weights, rules, provenance } = meta;
  const content = { locale, currency, ...parts, weights, rules, provenance };
  return encodeManifest({
    format: 'sotto-pack',
    version: PACK_VERSION,
    id: await packId(content),
    builtAt: new Date(meta.builtAt).toISOString(),
    ...content,
  });
}

const packId = async (content: object): Promise<string> =>
  (await sha256(new TextEncoder().encode(JSON.stringify(content)))).slice(0, 16);

/** The bytes of `manifest.json`. */
export function encodeManifest(manifest: PackManifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
}

/** The same pack with other weights and provenance: only the manifest changes, and with it the id. */
export async function withWeights(
  manifest: PackManifest,
  weights: ChannelWeights,
  provenance: Readonly<Record<string, unknown>>,
): Promise<PackManifest> {
  const { format, version, id: _, builtAt, ...content } = { ...manifest, weights, provenance };
  return { format, version, id: await packId(content), builtAt, ...content };
}
