import { BRANDS, LINES, type Brand } from './brands.ts';
import { CATEGORIES } from './categories/index.ts';
import type { ColourName } from './colours.ts';
import { describe } from './description.ts';
import { seededDraw, seedOf, type Draw } from './draw.ts';
import { drawPrice } from './price.ts';
import type { Product } from './product.ts';
import type { CategoryRecipe, KindRecipe, Trait } from './recipe.ts';
import { drawReviews } from './reviews.ts';

/** What a shop is generated from. */
export interface ShopOptions {
  /** Any integer. Default 1. */
  readonly seed?: number;
  /** Number of products, colours of one model counted singly; 22 to 100,000. Default 1,500. */
  readonly products?: number;
}

/** The generated shop. */
export interface GeneratedShop {
  readonly products: readonly Product[];
  /** The day on which the shop stands, days since 1970-01-01: 1 November 2026. */
  readonly today: number;
}

const TODAY = Date.UTC(2026, 10, 1) / 86_400_000;
const FIRST_ID = 10_001;
/** Share of models that come in several colours, each sold as a product of its own. */
const GROUPED = 0.07;

interface Model {
  readonly recipe: CategoryRecipe;
  readonly kind: KindRecipe;
  readonly brand: Brand;
  readonly line: string;
  readonly trait: Trait;
  readonly material: string;
  readonly size: string;
  /** Where the size lies between smallest (0) and largest (1). */
  readonly sizeStep: number;
  /** The title without the colour. */
  readonly name: string;
}

/** How many products each category gets: in proportion to its share, in sum exactly `total`. */
function countsByCategory(total: number): Map<CategoryRecipe, number> {
  const shares = CATEGORIES.reduce((sum, { share }) => sum + share, 0);
  let shareSoFar = 0;
  let given = 0;
  return new Map(
    CATEGORIES.map((recipe) => {
      shareSoFar += recipe.share;
      const upTo = Math.round((total * shareSoFar) / shares);
      const count = upTo - given;
      given = upTo;
      return [recipe, count];
    }),
  );
}

function nameOf(draw: Draw, model: Omit<Model, 'name' | 'sizeStep'>): string {
  const { recipe, kind, trait, material } = model;
  const [adjective] = trait;
  const named = recipe.materialLabel === undefined && (adjective === '' || draw.chance(0.35));
  const words = [model.line, adjective, named ? material : '', kind.noun].filter(
    (word) => word !== '',
  );
  return `${words.join(' ')}${model.size === '' ? '' : `, ${model.size}`}`;
}

function drawModel(
  draw: Draw,
  recipe: CategoryRecipe,
  brands: readonly Brand[],
  mark: string,
): Model {
  const kind = draw.weighted(recipe.kinds, ({ share }) => share);
  const brand = draw.pick(brands);
  const line = draw.pick(kind.lines ?? LINES[brand.style]) + mark;
  const sizes = kind.size?.[1] ?? [];
  const index = draw.whole(0, Math.max(0, sizes.length - 1));
  const parts = {
    recipe,
    kind,
    brand,
    line,
    trait: draw.pick(kind.traits),
    material: draw.pick(kind.materials),
    size: sizes[index] ?? '',
  };
  const sizeStep = sizes.length > 1 ? index / (sizes.length - 1) : 0.5;
  return { ...parts, sizeStep, name: nameOf(draw, parts) };
}

function attributesOf(
  { recipe, kind, material, size, trait }: Model,
  colour: string,
): Product['attributes'] {
  const coloured = kind.lines === undefined;
  const rows: [string, string][] = [
    ['Type', kind.noun],
    ['Colour', coloured ? colour : ''],
    [recipe.materialLabel ?? 'Material', material],
    [kind.size?.[0] ?? '', size],
    ['Feature', trait[0]],
  ];
  return rows.filter(([name, value]) => name !== '' && value !== '');
}

/** Everything about one colour of a model. */
function productOf(
  draw: Draw,
  model: Model,
  colour: ColourName,
  id: string,
  group?: string,
): Product {
  const { recipe, kind, brand, line, material, size, name } = model;
  const rating = Math.round(10 * Math.min(4.9, Math.max(2.4, 4.25 + 0.42 * draw.normal()))) / 10;
  const appeal = Math.exp(1.05 * draw.normal() + 0.5 * (rating - 4.25));
  const age = Math.floor(900 * draw.unit() ** 1.6) + 1;
  return {
    id,
    ...(group === undefined ? {} : { group }),
    title: kind.lines === undefined ? `${name}, ${colour}` : name,
    brand: brand.name,
    style: brand.style,
    line,
    noun: kind.noun,
    category: recipe.slug,
    path: [recipe.top, recipe.name],
    ...drawPrice(draw, kind.price, brand.tier, model.sizeStep),
    colour,
    material,
    size,
    attributes: attributesOf(model, colour),
    description: describe(draw, recipe, kind, {
      brand: brand.name,
      line,
      colour,
      size,
      material,
      trait: model.trait,
    }),
    rating,
    ratingCount: Math.max(
      5,
      Math.round(appeal * 24 * Math.min(1, age / 200) * draw.between(0.5, 1.5)),
    ),
    reviews: drawReviews(draw, recipe, rating, TODAY),
    addedDay: TODAY - age,
    inStock: draw.chance(0.95),
    picture: kind.picture,
    feature: model.trait[0],
    appeal,
  };
}

/** A model that no one has yet, and the colours to sell it in. */
function freshModel(
  draw: Draw,
  recipe: CategoryRecipe,
  brands: readonly Brand[],
  taken: Set<string>,
  room: number,
) {
  for (let tries = 0; ; tries++) {
    // A second series of a model exists only once the first has no free name left.
    const mark = tries < 12 ? '' : ` ${2 + Math.floor((tries - 12) / 6)}`;
    const model = drawModel(draw, recipe, brands, mark);
    const plain = model.kind.lines !== undefined;
    const wanted = !plain && draw.chance(GROUPED) ? draw.whole(2, 3) : 1;
    const colours = draw
      .some(model.kind.colours, Math.min(wanted, room))
      .filter((colour) => !taken.has(keyOf(model, colour, plain)));
    if (colours.length === 0) continue;
    for (const colour of colours) taken.add(keyOf(model, colour, plain));
    return { model, colours };
  }
}

const keyOf = (model: Model, colour: ColourName, plain: boolean): string =>
  `${model.brand.name}|${model.name}|${plain ? '' : colour}`;

function generateCategory(
  draw: Draw,
  recipe: CategoryRecipe,
  count: number,
  firstId: number,
): Product[] {
  const brands = BRANDS.filter(({ makes }) => makes.includes(recipe.slug));
  const taken = new Set<string>();
  const products: Product[] = [];
  while (products.length < count) {
    const { model, colours } = freshModel(draw, recipe, brands, taken, count - products.length);
    const shared = colours.length > 1 ? draw.unit() : 0;
    const group = colours.length > 1 ? `G${firstId + products.length}` : undefined;
    for (const colour of colours) {
      const id = String(firstId + products.length);
      // The colours of one model have the same price, text and reviews.
      const own = group === undefined ? draw : seededDraw(seedOf(`${shared}/${group}`));
      products.push(productOf(own, model, colour, id, group));
    }
  }
  return products;
}

/**
 * A shop of invented products. The same options give the same shop.
 */
export function generateShop({ seed = 1, products = 1500 }: ShopOptions = {}): GeneratedShop {
  const all: Product[] = [];
  for (const [recipe, count] of countsByCategory(products)) {
    const draw = seededDraw(seedOf(`${seed}/${recipe.slug}`));
    for (const product of generateCategory(draw, recipe, count, FIRST_ID + all.length))
      all.push(product);
  }
  return { products: all, today: TODAY };
}
