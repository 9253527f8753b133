import {
  CHANNEL_NAMES,
  ITEM_IN_STOCK,
  type ChannelName,
  type NeighbourTable,
  type TextColumn,
} from '@sotto/core';
import { productGroups } from '@sotto/learning';
import type { ReadPack } from '../pack-folder/index.ts';
import { strongestLinks, type Link } from './strongest-links.ts';

/** A name and how many products have it. */
export interface NameCount {
  readonly name: string;
  readonly products: number;
}

/** What a pack holds, for a person. */
export interface PackSummary {
  readonly id: string;
  /** ISO 8601. */
  readonly builtAt: string;
  readonly version: number;
  readonly locale: string;
  /** Where product links lead; `null` where they stay on the shop's own host. */
  readonly site: string | null;
  readonly products: number;
  readonly inStock: number;
  /** With a price before a discount. */
  readonly reduced: number;
  readonly categories: number;
  /** Of the top level, largest first. */
  readonly largestCategories: readonly NameCount[];
  /** Groups of products that private counts are of, as a task names them; `null` where the pack has none. */
  readonly groups: { readonly items: number; readonly numbering: string } | null;
  readonly brands: number;
  readonly largestBrands: readonly NameCount[];
  readonly currency: string;
  /** Major units; `null` where no product has a price. */
  readonly prices: PriceRange | null;
  readonly images: 'none' | 'direct' | 'sheets';
  /** Products with a thumbnail, or with an address of a picture where `images` is `direct`. */
  readonly pictures: number;
  readonly channels: readonly ChannelData[];
  readonly strongest: readonly Link[];
  readonly rules: readonly string[];
  readonly provenance: Readonly<Record<string, unknown>>;
}

/** Prices that are known, in major units. */
export interface PriceRange {
  readonly products: number;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** A channel's weight, and for how many products the pack has what it needs. */
export interface ChannelData {
  readonly name: ChannelName;
  readonly weight: number;
  readonly products: number;
}

const NAMES_SHOWN = 5;
const LINKS_SHOWN = 6;

/** Sums a pack up. */
export function packSummary(pack: ReadPack): PackSummary {
  const { manifest, items } = pack;
  const { id, builtAt, version, locale, counts, images, rules, provenance } = manifest;
  return {
    id,
    builtAt,
    version,
    locale,
    site: siteOf(pack),
    products: counts.products,
    inStock: count(items.flags, (flags) => (flags & ITEM_IN_STOCK) !== 0),
    reduced: count(items.listPrice, (price) => price > 0),
    categories: counts.categories,
    largestCategories: largest(topCategories(pack), (at) => pack.categories.names[at] ?? ''),
    groups: groupsOf(pack),
    brands: counts.brands,
    largestBrands: largest(items.brand, (at) => pack.brands[at] ?? ''),
    currency: manifest.currency.code,
    prices: pricesOf(items.price, manifest.currency.digits),
    images: images.mode,
    pictures: count(pack.cells ?? lengths(pack.imageUrls), Boolean),
    channels: CHANNEL_NAMES.map((name) => ({
      name,
      weight: manifest.weights[name],
      products: productsWith(name, pack),
    })),
    strongest: strongestLinks(pack, LINKS_SHOWN),
    rules,
    provenance,
  };
}

function groupsOf(pack: ReadPack): PackSummary['groups'] {
  const groups = productGroups(pack);
  return groups === undefined ? null : { items: groups.count, numbering: groups.numbering };
}

const lengths = (texts: TextColumn): number[] =>
  Array.from({ length: texts.size }, (_, at) => texts.at(at).length);

function count(column: Iterable<number>, fits: (value: number) => boolean): number {
  let found = 0;
  for (const value of column) if (fits(value)) found += 1;
  return found;
}

function siteOf({ links }: ReadPack): string | null {
  for (let item = 0; item < links.size; item++) {
    const link = links.at(item);
    if (URL.canParse(link)) return new URL(link).origin;
  }
  return null;
}

/** For each product the number of the category of the top level that it is in. */
function topCategories({ items, categories }: ReadPack): Uint16Array {
  return items.category.map((category) => {
    let at = category;
    for (let up = categories.parent[at] ?? 0; up !== 0; up = categories.parent[at] ?? 0) at = up;
    return at;
  });
}

function largest(column: Uint16Array, nameOf: (at: number) => string): NameCount[] {
  const counts = new Map<number, number>();
  for (const at of column) if (at !== 0) counts.set(at, (counts.get(at) ?? 0) + 1);
  return [...counts]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, NAMES_SHOWN)
    .map(([at, products]) => ({ name: nameOf(at), products }));
}

function pricesOf(column: Uint32Array, digits: number): PriceRange | null {
  const prices = column.filter((price) => price > 0).sort();
  if (prices.length === 0) return null;
  const at = (share: number): number =>
    (prices[Math.floor(share * (prices.length - 1))] ?? 0) / 10 ** digits;
  return {
    products: prices.length,
    min: at(0),
    lowerQuartile: at(0.25),
    median: at(0.5),
    upperQuartile: at(0.75),
    max: at(1),
  };
}

function productsWith(channel: ChannelName, pack: ReadPack): number {
  const { items, titles } = pack;
  switch (channel) {
    case 'terms':
      return count(
        Array.from({ length: titles.size }, (_, at) => titles.at(at).length),
        Boolean,
      );
    case 'semantic':
    case 'taste':
    case 'adapter':
      return count(pack.vectors?.scale ?? [], Boolean);
    case 'sequence':
      return count(pack.sequenceVectors?.scale ?? [], Boolean);
    case 'category':
    case 'groups':
      return count(items.category, Boolean);
    case 'brand':
      return count(items.brand, Boolean);
    case 'price':
      return count(items.price, Boolean);
    case 'neighbours':
      return pack.neighbours === undefined ? 0 : withNeighbours(pack.neighbours);
    case 'popularity':
      return count(items.popularity, Boolean);
    case 'freshness':
      return count(items.addedDay, Boolean);
    case 'seen':
      return items.size;
  }
}

const withNeighbours = ({ offsets }: NeighbourTable): number =>
  count(
    offsets.subarray(1).map((end, at) => end - (offsets[at] ?? 0)),
    Boolean,
  );
