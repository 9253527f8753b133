import { SottoError, type NeighbourTable } from '@sotto/core';
import type { Alias } from './aliases.ts';
import { createManifest, encodeManifest } from './encode-manifest.ts';
import { MAX_PRODUCTS, type FileName } from './format.ts';
import type { PackImages, PackModel } from './manifest.ts';
import { encodeContents } from './pack-contents.ts';
import { hashedFile, type HashedFile, type PackFile } from './pack-file.ts';
import type { PackItem } from './pack-item.ts';
import type { ModelFiles, PackMeta } from './pack-meta.ts';
import { packOrder } from './pack-order.ts';
import { ProductColumns } from './product-columns.ts';
import { ProductTextsBuilder } from './product-texts.ts';
import type { VectorsBuilder } from './vectors.ts';

/** A pack, ready to be written. */
export interface PackFiles {
  /** Bytes of `manifest.json`; to be written last. */
  readonly manifest: Uint8Array<ArrayBuffer>;
  readonly files: readonly PackFile[];
}

/**
 * Writes a pack from products that come one at a time, in compact columns. The pack has them in an order
 * of its own (category, brand, title); whoever calls speaks of products by their number of adding.
 */
export class PackWriter {
  readonly #columns = new ProductColumns();
  readonly #texts = new ProductTextsBuilder();
  readonly #neighbours = new Map<'neighbours' | 'together', NeighbourTable>();
  readonly #aliases: Alias[] = [];
  readonly #vectors = new Map<'vectors' | 'sequence', VectorsBuilder>();
  #instead: { readonly popularity?: Uint8Array; readonly colour?: Uint16Array } = {};
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
    this.#columns.add(item);
    this.#texts.add(item);
    return this.#size++;
  }

  /** Sets a table of neighbours, in the numbers of adding. */
  setNeighbours(name: 'neighbours' | 'together', table: NeighbourTable): void {
    this.#neighbours.set(name, table);
  }

  /** Lets another id, such as that of a merged variant, lead to a product by its number of adding. */
  addAlias(id: string, item: number): void {
    this.#aliases.push([id, item]);
  }

  /** Sets a vector for every product, in the order of adding. */
  setVectors(name: 'vectors' | 'sequence', vectors: VectorsBuilder): void {
    this.#vectors.set(name, vectors);
  }

  /** Replaces the popularity of every product, in the order of adding. */
  setPopularity(popularity: Uint8Array): void {
    this.#instead = { ...this.#instead, popularity };
  }

  /** Replaces the colour of every product, in the order of adding. */
  setColours(colour: Uint16Array): void {
    this.#instead = { ...this.#instead, colour };
  }

  /** Writes everything. The same products and meta give the same bytes. The writer is of no use after it. */
  async finish(meta: PackMeta): Promise<PackFiles> {
    const texts = this.#texts.finish();
    const { names } = this.#columns;
    const { category, brand } = this.#columns;
    const order = packOrder({ size: this.#size, ...names, category, brand, titles: texts.titles });
    const numbers = { items: this.#columns.ordered(order, this.#instead), ...names };
    const contents = encodeContents(
      {
        numbers,
        texts,
        neighbours: this.#neighbours,
        aliases: this.#aliases,
        vectors: this.#vectors,
        order,
      },
      meta,
    );
    const files: [FileName, HashedFile][] = [];
    for (const [name, bytes] of contents)
      files.push([name, await hashedFile(name, bytes, name === 'fallback' ? 'json' : 'bin')]);
    const sheets = await sheetFiles(meta.images);
    const models = await modelFiles(meta.models ?? {});
    const { builtAt, models: _, ...about } = meta;
    const content = {
      ...about,
      counts: {
        products: this.#size,
        categories: names.categories.names.length - 1,
        brands: names.brands.length - 1,
      },
      images: imagesOf(meta.images, sheets),
      files: Object.fromEntries(files.map(([name, { entry }]) => [name, entry])),
      ...(models.length === 0
        ? {}
        : { models: Object.fromEntries(models.map(({ id, model }) => [id, model])) }),
    };
    return {
      manifest: encodeManifest(await createManifest(content, new Date(builtAt).toISOString())),
      files: [
        ...files.map(([, { file }]) => file),
        ...sheets.map(({ file }) => file),
        ...models.flatMap((model) => model.files),
      ],
    };
  }
}

async function modelFiles(
  models: Readonly<Record<string, ModelFiles>>,
): Promise<{ id: string; model: PackModel; files: PackFile[] }[]> {
  return Promise.all(
    Object.entries(models).map(async ([id, { version, ...bytes }]) => {
      const model = await hashedFile(id, bytes.model, 'onnx');
      const test = await hashedFile(`${id}-test`, bytes.test, 'json');
      return {
        id,
        model: { version, model: model.entry, test: test.entry },
        files: [model.file, test.file],
      };
    }),
  );
}

async function sheetFiles(images: PackMeta['images']): Promise<HashedFile[]> {
  if (typeof images === 'string') return [];
  return Promise.all(
    images.sheets.map((bytes, index) => hashedFile(`sheet-${index}`, bytes, 'webp')),
  );
}

function imagesOf(images: PackMeta['images'], sheets: readonly HashedFile[]): PackImages {
  if (typeof images === 'string') return { mode: images };
  const { cell, columns, rows } = images;
  return { mode: 'sheets', cell, columns, rows, sheets: sheets.map(({ entry }) => entry) };
}
