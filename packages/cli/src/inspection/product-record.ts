import { createItemIndex, hexColour } from '@sotto/catalog';
import { categoryPath, DAY_MS, ITEM_IN_STOCK, SottoError } from '@sotto/core';
import type { ReadPack } from '../pack-folder/index.ts';
import { neighboursOf, type Neighbour } from './strongest-links.ts';

/** One product as a pack holds it. What is `null` is unknown. */
export interface ProductRecord {
  readonly id: string;
  /** Other ids that lead to it, such as those of merged variants. */
  readonly aliases: readonly string[];
  /** Its number in the pack. */
  readonly place: number;
  readonly title: string;
  readonly url: string;
  /** Only with `images: direct`. */
  readonly imageUrl: string | null;
  /** Major units. */
  readonly price: number | null;
  readonly listPrice: number | null;
  readonly category: readonly string[];
  readonly brand: string | null;
  readonly inStock: boolean;
  /** ISO 8601 day. */
  readonly added: string | null;
  /** 1 to 5 stars. */
  readonly rating: number | null;
  /** 0 to 1 on a logarithmic scale; 1 for the most ordered product. */
  readonly popularity: number;
  /** `#rrggbb` */
  readonly colour: string | null;
  readonly thumbnail: { readonly sheet: number; readonly cell: number } | null;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly neighbours: readonly Neighbour[];
  readonly together: readonly Neighbour[];
}

/**
 * Everything that a pack has about one product.
 *
 * @param id of the product, or one of its aliases
 * @throws cli/usage where the pack has no product of this id.
 */
export function productRecord(pack: ReadPack, id: string): ProductRecord {
  const place = createItemIndex(pack.ids, pack.aliases).indexOf(id);
  if (place < 0) {
    throw new SottoError('cli/usage', { origin: 'cli' }, `The pack has no product "${id}".`);
  }
  const { items, brands, categories, attributes, manifest } = pack;
  const number = (column: ArrayLike<number>, unit = 1): number | null =>
    column[place] ? column[place] / unit : null;
  const added = number(items.addedDay);
  const colour = number(items.colour);
  const unit = 10 ** manifest.currency.digits;
  return {
    id: pack.ids.at(place),
    aliases: aliasesOf(pack, place),
    place,
    title: pack.titles.at(place),
    url: pack.links.at(place),
    imageUrl: pack.imageUrls.at(place) || null,
    price: number(items.price, unit),
    listPrice: number(items.listPrice, unit),
    category: categoryPath(categories, items.category[place] ?? 0),
    brand: brands[items.brand[place] ?? 0] || null,
    inStock: ((items.flags[place] ?? 0) & ITEM_IN_STOCK) !== 0,
    added: added === null ? null : new Date(added * DAY_MS).toISOString().slice(0, 10),
    rating: number(items.rating, 50),
    popularity: (items.popularity[place] ?? 0) / 255,
    colour: colour === null ? null : hexColour(colour),
    thumbnail: thumbnailOf(pack, place),
    attributes: attributeList(attributes.at(place)),
    neighbours: neighboursOf(pack, pack.neighbours, place),
    together: neighboursOf(pack, pack.together, place),
  };
}

const aliasesOf = ({ aliases }: ReadPack, place: number): string[] =>
  Array.from(aliases?.items ?? []).flatMap((item, at) =>
    item === place ? [aliases?.ids.at(at) ?? ''] : [],
  );

function thumbnailOf({ cells, manifest: { images } }: ReadPack, place: number) {
  const cell = (cells?.[place] ?? 0) - 1;
  if (cell < 0 || images.mode !== 'sheets') return null;
  const each = images.columns * images.rows;
  return { sheet: Math.floor(cell / each), cell: cell % each };
}

const attributeList = (lines: string): [string, string][] =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    });
