import type { Style } from './brands.ts';
import { CATEGORIES } from './categories/index.ts';
import { COMPLEMENTS } from './complements.ts';
import { seededDraw, type Draw } from './draw.ts';
import type { GeneratedShop } from './generate-shop.ts';
import type { Product } from './product.ts';

/** One line of an order. */
export interface OrderLine {
  readonly user: string;
  readonly item: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly order: string;
}

/** What the simulation takes. */
export interface OrderOptions {
  /** Any integer. Default 1. */
  readonly seed?: number;
  /** Default 6,000. */
  readonly shoppers?: number;
}

interface Shopper {
  readonly user: string;
  /** How often each category is visited, by slug. */
  readonly categories: ReadonlyMap<string, number>;
  readonly style: Style;
  /** Brands that were liked before, which are bought again. */
  readonly liked: Set<string>;
  /** Price band that is felt right, 0 to 1 within a category. */
  readonly level: number;
  readonly bought: Set<string>;
}

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const STYLES: readonly Style[] = ['nordic', 'classic', 'bold', 'technical', 'natural'];

/** Things that are used up and bought again. */
const CONSUMED = new Set([
  'face cream',
  'cleanser',
  'serum',
  'hand cream',
  'scented candle',
  'LED bulb',
  'notebook',
]);

function groupBy(
  products: readonly Product[],
  keyOf: (product: Product) => string,
): Map<string, Product[]> {
  const groups = new Map<string, Product[]>();
  for (const product of products) {
    const group = groups.get(keyOf(product));
    if (group === undefined) groups.set(keyOf(product), [product]);
    else group.push(product);
  }
  return groups;
}

/** Where a product's price lies among its kind, 0 to 1. */
function priceLevels(products: readonly Product[]): Map<string, number> {
  const levels = new Map<string, number>();
  for (const kind of groupBy(products, ({ noun }) => noun).values()) {
    const sorted = [...kind].sort((a, b) => a.price - b.price);
    sorted.forEach(({ id }, rank) => levels.set(id, rank / Math.max(1, sorted.length - 1)));
  }
  return levels;
}

function drawShopper(draw: Draw, number: number): Shopper {
  const favourites = new Set(draw.some(CATEGORIES, draw.whole(2, 5)));
  const categories = CATEGORIES.map((recipe): [string, number] => [
    recipe.slug,
    favourites.has(recipe) ? draw.between(2, 8) : 0.12,
  ]);
  return {
    user: `u${String(number).padStart(5, '0')}`,
    categories: new Map(categories),
    style: draw.pick(STYLES),
    liked: new Set(),
    level: Math.min(1, Math.max(0, 0.5 + 0.28 * draw.normal())),
    bought: new Set(),
  };
}

/** How much a shopper is drawn to a product on a day. */
class Taste {
  readonly #levels: Map<string, number>;

  constructor(products: readonly Product[]) {
    this.#levels = priceLevels(products);
  }

  of(shopper: Shopper, product: Product, day: number): number {
    if (product.addedDay > day || (shopper.bought.has(product.id) && !CONSUMED.has(product.noun)))
      return 0;
    const apart = (this.#levels.get(product.id) ?? 0.5) - shopper.level;
    const style = product.style === shopper.style ? 4 : 1;
    const loyal = shopper.liked.has(product.brand) ? 2.5 : 1;
    const fresh = day - product.addedDay < 45 ? 1.6 : 1;
    return product.appeal * style * loyal * fresh * Math.exp(-6 * apart * apart);
  }
}

/** How well a product goes with one that is in the basket already. */
function match(first: Product, second: Product): number {
  if (first.id === second.id) return 0;
  const size = first.size !== '' && first.size === second.size ? 6 : 1;
  return (
    size *
    (first.brand === second.brand ? 4 : 1) *
    (first.style === second.style ? 2 : 1) *
    (first.colour === second.colour ? 1.6 : 1)
  );
}

class Simulation {
  readonly #draw: Draw;
  readonly #taste: Taste;
  readonly #byCategory: Map<string, Product[]>;
  readonly #byNoun: Map<string, Product[]>;

  constructor(draw: Draw, products: readonly Product[]) {
    this.#draw = draw;
    this.#taste = new Taste(products);
    this.#byCategory = groupBy(products, ({ category }) => category);
    this.#byNoun = groupBy(products, ({ noun }) => noun);
  }

  basket(shopper: Shopper, day: number): Product[] {
    const basket: Product[] = [];
    const trips = this.#draw.chance(0.35) ? 2 : 1;
    for (let trip = 0; trip < trips; trip++) {
      const first = this.#first(shopper, day);
      if (first === undefined) continue;
      this.#take(shopper, basket, first);
      this.#complete(shopper, basket, first, day);
    }
    return basket;
  }

  #first(shopper: Shopper, day: number): Product | undefined {
    const [slug] = this.#draw.weighted([...shopper.categories], ([, weight]) => weight);
    return this.#choose(this.#byCategory.get(slug) ?? [], (each) =>
      this.#taste.of(shopper, each, day),
    );
  }

  #complete(shopper: Shopper, basket: Product[], from: Product, day: number): void {
    for (const [noun, probability] of COMPLEMENTS[from.noun] ?? []) {
      if (!this.#draw.chance(probability)) continue;
      const fits = (each: Product) => match(from, each) * this.#taste.of(shopper, each, day);
      const next = this.#choose(this.#byNoun.get(noun) ?? [], fits);
      if (next !== undefined && !basket.includes(next)) this.#take(shopper, basket, next);
    }
  }

  #choose(products: readonly Product[], weight: (product: Product) => number): Product | undefined {
    const open = products.filter((each) => weight(each) > 0);
    return open.length === 0 ? undefined : this.#draw.weighted(open, weight);
  }

  #take(shopper: Shopper, basket: Product[], product: Product): void {
    basket.push(product);
    shopper.bought.add(product.id);
    if (this.#draw.chance(0.6)) shopper.liked.add(product.brand);
  }
}

/** Days of a shopper's orders: a few have many, December has more than May. */
function orderDays(draw: Draw, today: number): number[] {
  const orders = Math.min(14, 1 + Math.floor(-1.8 * Math.log(1 - draw.unit())));
  const days = Array.from({ length: orders }, () => {
    const back = draw.chance(0.12) ? draw.whole(310, 345) : draw.whole(1, YEAR_DAYS);
    return today - back;
  });
  return days.sort((a, b) => a - b);
}

/**
 * A year of orders by shoppers who keep to a few categories, a style, a price band and brands they
 * came to like, and who buy what goes with what they bought. Oldest first.
 */
export function simulateOrders(
  { products, today }: GeneratedShop,
  { seed = 1, shoppers = 6000 }: OrderOptions = {},
): OrderLine[] {
  const draw = seededDraw(seed + 0x5eed);
  const simulation = new Simulation(draw, products);
  const lines: Omit<OrderLine, 'order'>[][] = [];
  for (let number = 1; number <= shoppers; number++) {
    const shopper = drawShopper(draw, number);
    for (const day of orderDays(draw, today)) {
      const at = day * DAY_MS + draw.whole(7 * 60, 23 * 60) * 60_000;
      lines.push(
        simulation.basket(shopper, day).map(({ id }) => ({ user: shopper.user, item: id, at })),
      );
    }
  }
  const orders = lines
    .filter((order) => order.length > 0)
    .sort((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0));
  return orders.flatMap((order, index) =>
    order.map((line) => ({ ...line, order: `A${100_001 + index}` })),
  );
}

/** Orders as a shop exports them: `user,item,time,order`, times in ISO 8601. */
export function* ordersCsv(lines: Iterable<OrderLine>): Generator<string> {
  yield 'user,item,time,order\n';
  for (const { user, item, at, order } of lines)
    yield `${user},${item},${new Date(at).toISOString()},${order}\n`;
}
