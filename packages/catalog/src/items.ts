import type { CategoryTree, ItemColumns } from '@sotto/core';
import { ColumnReader, encodeColumns } from './column-file.ts';
import { corrupt } from './corrupt.ts';
import { MAX_NAMES, MAX_PRODUCTS } from './format.ts';
import { decodeTextList, encodeTexts } from './text-blob.ts';

/** What the file `items` holds. */
export interface ItemsFile {
  readonly items: ItemColumns;
  readonly categories: CategoryTree;
  /** Brand names; entry 0 is empty. */
  readonly brands: readonly string[];
}

/** Writes the file `items`. */
export function encodeItems({ items, categories, brands }: ItemsFile): Uint8Array<ArrayBuffer> {
  return encodeColumns({
    price: items.price,
    list: items.listPrice,
    cat: items.category,
    brand: items.brand,
    pop: items.popularity,
    added: items.addedDay,
    flags: items.flags,
    rating: items.rating,
    colour: items.colour,
    parent: categories.parent,
    cats: encodeTexts(categories.names),
    brands: encodeTexts(brands),
  });
}

/**
 * Reads the file `items`.
 *
 * @throws pack/corrupt where columns differ in length or a number points nowhere.
 */
export function decodeItems(bytes: Uint8Array): ItemsFile {
  const reader = new ColumnReader(bytes);
  // A view: nothing is allocated before the number of products is known to be a sane one.
  const popularity = reader.bytes('pop');
  const size = popularity.length;
  if (size > MAX_PRODUCTS) throw corrupt('there are too many products');
  const items: ItemColumns = {
    size,
    price: reader.uint32('price', size),
    listPrice: reader.uint32('list', size),
    category: reader.uint16('cat', size),
    brand: reader.uint16('brand', size),
    popularity,
    addedDay: reader.uint16('added', size),
    flags: reader.bytes('flags', size),
    rating: reader.bytes('rating', size),
    colour: reader.uint16('colour', size),
  };
  const names = decodeTextList(reader.bytes('cats'), MAX_NAMES);
  const categories = { names, parent: reader.uint16('parent', names.length) };
  const brands = decodeTextList(reader.bytes('brands'), MAX_NAMES);
  checkTree(categories);
  checkBelow(items.category, names.length, 'a category');
  checkBelow(items.brand, brands.length, 'a brand');
  return { items, categories, brands };
}

function checkTree({ names, parent }: CategoryTree): void {
  if (names.length === 0 || parent[0] !== 0) throw corrupt('its categories have no root');
  for (let index = 1; index < parent.length; index++) {
    if ((parent[index] ?? 0) >= index) throw corrupt('its categories are no tree');
  }
}

/** @throws pack/corrupt where a number is not below `limit`. */
export function checkBelow(column: Uint16Array | Uint32Array, limit: number, what: string): void {
  for (let index = 0; index < column.length; index++) {
    if ((column[index] ?? 0) >= limit) throw corrupt(`${what} that does not exist`);
  }
}
