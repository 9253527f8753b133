import { seededRng, type ItemId, type Rng } from '@sotto/core';
import type { PackItem } from '@sotto/catalog';
import type { RankingCatalog } from '@sotto/ranking';
import { rankingCatalog } from './ranking-catalog.ts';
import { syntheticNeighbours } from './synthetic-neighbours.ts';

/** A small shop with structure in it, so that a personal list beats the bestsellers. */
export interface SyntheticShop {
  readonly items: readonly PackItem[];
  /** What users ordered, oldest first. */
  readonly sequences: readonly SyntheticSequence[];
  /** The shop in memory; its neighbours and popularity know all but the last two orders of each user. */
  readonly catalog: RankingCatalog;
  /** The number of a product by its id; −1 where there is none. */
  indexOf(id: ItemId): number;
}

/** One user of a {@link SyntheticShop}. */
export interface SyntheticSequence {
  readonly user: string;
  readonly items: readonly ItemId[];
}

/** How {@link syntheticShop} draws. */
export interface SyntheticShopOptions {
  /** Default 1. */
  readonly seed?: number;
  /** Default 240. */
  readonly products?: number;
  /** Default 400. */
  readonly users?: number;
}

const KINDS = [
  ['Kitchen', ['Kettle', 'Pan', 'Bowl', 'Knife', 'Grater']],
  ['Garden', ['Spade', 'Rake', 'Planter', 'Hose', 'Shears']],
  ['Bath', ['Towel', 'Soap', 'Brush', 'Mirror', 'Mat']],
  ['Office', ['Lamp', 'Pen', 'Notebook', 'Chair', 'Tray']],
  ['Travel', ['Backpack', 'Pillow', 'Bottle', 'Adapter', 'Wallet']],
  ['Play', ['Puzzle', 'Ball', 'Kite', 'Robot', 'Drum']],
] as const;

const STYLES = ['Red', 'Blue', 'Green', 'Black', 'Oak', 'Steel', 'Linen', 'Glass'] as const;
const BRANDS = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'] as const;
const ADDED_FROM_DAY = 20_000;

/**
 * Draws a shop: products of six categories, and users who each order from one or two categories, in
 * one or two styles, and go on to a product's successor more often than chance.
 */
export function syntheticShop(options: SyntheticShopOptions = {}): SyntheticShop {
  const { seed = 1, products = 240, users = 400 } = options;
  const rng = seededRng(seed);
  const items = Array.from({ length: products }, (_, number) => drawItem(number, rng));
  const sequences = Array.from({ length: users }, (_, user) => ({
    user: `user-${user}`,
    items: drawOrders(items, rng),
  }));
  const numbers = new Map(items.map(({ id }, number) => [id, number]));
  const known = sequences.map((one) => one.items.slice(0, -2).map((id) => numbers.get(id) ?? 0));
  const { neighbours, popularity } = syntheticNeighbours(known, products);
  const popular = items.map((item, number) => ({ ...item, popularity: popularity[number] ?? 0 }));
  return {
    items: popular,
    sequences,
    catalog: { ...rankingCatalog(popular), neighbours },
    indexOf: (id) => numbers.get(id) ?? -1,
  };
}

const pick = <T>(from: readonly T[], rng: Rng): T =>
  from[Math.floor(rng.next() * from.length)] as T;

function drawItem(number: number, rng: Rng): PackItem {
  const [category, nouns] = KINDS[number % KINDS.length] ?? KINDS[0];
  const noun = pick(nouns, rng);
  const style = pick(STYLES, rng);
  const brand = pick(BRANDS, rng);
  const price = 500 + Math.floor(rng.next() * 9500);
  const reduced = number % 7 === 0;
  return {
    id: `p-${number}`,
    title: `${style} ${noun} by ${brand}`,
    url: `/p/${number}`,
    imageUrl: `/img/${number}.webp`,
    price,
    listPrice: reduced ? price + 500 : 0,
    category: [category, `${noun}s`],
    brand,
    addedDay: ADDED_FROM_DAY + (number % 365),
    inStock: number % 11 !== 0,
    rating: 1 + Math.round(rng.next() * 40) / 10,
    popularity: 0,
    colour: 0,
    attributes: { style: style.toLowerCase() },
  };
}

function drawOrders(items: readonly PackItem[], rng: Rng): ItemId[] {
  const categories = [pick(KINDS, rng)[0], pick(KINDS, rng)[0]] as readonly string[];
  const styles = [pick(STYLES, rng), pick(STYLES, rng)].map((style) => style.toLowerCase());
  const liked = items.filter(
    ({ category, attributes }) =>
      categories.includes(category[0] ?? '') && styles.includes(attributes['style'] ?? ''),
  );
  const orders = new Set<ItemId>();
  const wanted = 4 + Math.floor(rng.next() * 5);
  let last = 0;
  for (let draws = 0; orders.size < wanted && draws < 60; draws++) {
    const draw = rng.next();
    const next =
      draw < 0.35
        ? items[(last + KINDS.length) % items.length]
        : pick(draw < 0.9 && liked.length > 0 ? liked : items, rng);
    if (next === undefined) continue;
    orders.add(next.id);
    last = items.indexOf(next);
  }
  return [...orders];
}
