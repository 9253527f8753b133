import type { CategoryTree, ItemColumns, NeighbourTable } from '@sotto/core';
import { encodeAliases, type Alias } from './aliases.ts';
import { bestOf } from './best-of.ts';
import { encodeFallback } from './fallback.ts';
import type { FileName } from './format.ts';
import { encodeItems } from './items.ts';
import { encodeNeighbours } from './neighbours.ts';
import type { PackMeta } from './pack-meta.ts';
import { inverseOrder } from './pack-order.ts';
import type { ProductTexts } from './product-texts.ts';
import { reorderNeighbours } from './reorder-neighbours.ts';
import { TextBlobBuilder, type TextBlob } from './text-blob.ts';
import { encodeDetails, encodeTextsFile, type TextBytes } from './texts.ts';
import { encodeThumbnails } from './thumbnails.ts';
import { findTemplate, storedUrl } from './url-template.ts';
import type { VectorsBuilder } from './vectors.ts';

/** Everything that goes into the files of a pack. */
export interface PackContents {
  /** In the order of the pack. */
  readonly numbers: {
    readonly items: ItemColumns;
    readonly categories: CategoryTree;
    readonly brands: readonly string[];
  };
  /** In the order of adding. */
  readonly texts: ProductTexts;
  /** In the numbers of adding. */
  readonly neighbours: ReadonlyMap<'neighbours' | 'together', NeighbourTable>;
  /** In the numbers of adding. */
  readonly aliases: readonly Alias[];
  /** In the order of adding. */
  readonly vectors: ReadonlyMap<'vectors' | 'sequence', VectorsBuilder>;
  /** For each place of the pack the number of adding. */
  readonly order: Uint32Array;
}

/** The bytes of every file of a pack. */
export function encodeContents(
  { numbers, texts, neighbours, aliases, vectors, order }: PackContents,
  { images, currency }: Pick<PackMeta, 'images' | 'currency'>,
): Map<FileName, Uint8Array<ArrayBuffer>> {
  const contents = new Map<FileName, Uint8Array<ArrayBuffer>>([
    ['items', encodeItems(numbers)],
    ['texts', textsFile(texts, order)],
    ['details', detailsFile(texts, order, images === 'direct')],
    ['fallback', encodeFallback(bestOf(numbers, texts, order, currency))],
  ]);
  const inverse = inverseOrder(order);
  for (const [name, table] of neighbours) {
    contents.set(name, encodeNeighbours(reorderNeighbours(table, order, inverse)));
  }
  for (const [name, builder] of vectors) contents.set(name, builder.finish(order));
  if (aliases.length > 0) {
    const placed = aliases.map(([id, added]): Alias => [id, inverse[added] ?? 0]);
    contents.set('aliases', encodeAliases(placed));
  }
  if (typeof images === 'object') {
    contents.set('thumbnails', encodeThumbnails(order.map((added) => images.cells[added] ?? 0)));
  }
  return contents;
}

function textsFile(texts: ProductTexts, order: Uint32Array): Uint8Array<ArrayBuffer> {
  const links = urlTexts(texts.links, texts, order);
  const blobs = {
    ids: ordered(texts.ids, order),
    titles: ordered(texts.titles, order),
    links: links.bytes,
  };
  return encodeTextsFile(order.length, blobs, links.template);
}

function detailsFile(
  texts: ProductTexts,
  order: Uint32Array,
  withImages: boolean,
): Uint8Array<ArrayBuffer> {
  const attributes = ordered(texts.attributes, order);
  const images = withImages
    ? urlTexts(texts.imageUrls, texts, order)
    : { bytes: new Uint8Array(order.length), template: '' };
  return encodeDetails(order.length, { attributes, imageUrls: images.bytes }, images.template);
}

function ordered(blob: TextBlob, order: Uint32Array): TextBytes {
  const builder = new TextBlobBuilder();
  for (const added of order) builder.addBytes(blob.bytesAt(added));
  return builder.finish();
}

/** URLs in the order of the pack, without those that a template gives. */
function urlTexts(
  urls: TextBlob,
  { ids, titles }: ProductTexts,
  order: Uint32Array,
): { bytes: TextBytes; template: string } {
  const partsOf = (added: number): { id: string; title: string; url: string } => ({
    id: ids.at(added),
    title: titles.at(added),
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
