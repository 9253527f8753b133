import { ColumnReader, encodeColumns } from './column-file.ts';
import { corrupt } from './corrupt.ts';
import { MAX_ALIASES } from './format.ts';
import { checkBelow } from './items.ts';
import { encodeTexts, TextBlob } from './text-blob.ts';

/** Other ids that a shop's pages use for the products of the pack, such as those of merged variants. */
export interface AliasesFile {
  readonly ids: TextBlob;
  /** For each id the place of its product. */
  readonly items: Uint32Array;
}

/** An id and the number of the product that it leads to. */
export type Alias = readonly [id: string, item: number];

/** Writes the file `aliases`; ids of one product stand together, which compresses well. */
export function encodeAliases(aliases: readonly Alias[]): Uint8Array<ArrayBuffer> {
  const sorted = aliases.toSorted(([a, itemA], [b, itemB]) => itemA - itemB || (a < b ? -1 : 1));
  return encodeColumns({
    size: Uint32Array.of(sorted.length),
    ids: encodeTexts(sorted.map(([id]) => id)),
    items: Uint32Array.from(sorted, ([, item]) => item),
  });
}

/**
 * Reads the file `aliases`.
 *
 * @param products number of products of the pack
 * @throws pack/corrupt
 */
export function decodeAliases(bytes: Uint8Array, products: number): AliasesFile {
  const reader = new ColumnReader(bytes);
  const [size = 0] = reader.uint32('size', 1);
  if (size > MAX_ALIASES) throw corrupt('there are too many aliases');
  const items = reader.uint32('items', size);
  checkBelow(items, products, 'an alias');
  return { ids: new TextBlob(reader.bytes('ids'), size), items };
}
