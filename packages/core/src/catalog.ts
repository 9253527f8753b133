/**
 * The numbers of a catalog, one entry for each product, in the order of the pack. A product's index
 * in these columns is its number everywhere on the device.
 */
export interface ItemColumns {
  /** Number of products; the length of every column. */
  readonly size: number;
  /** Price in minor units of the currency; 0 where unknown. */
  readonly price: Uint32Array;
  /** Price before a discount in minor units; 0 where there is no discount. */
  readonly listPrice: Uint32Array;
  /** Index into {@link CategoryTree}; 0 is the root, for products without a category. */
  readonly category: Uint16Array;
  /** Index into the brand names; 0 is the empty name, for products without a brand. */
  readonly brand: Uint16Array;
  /** Popularity on a logarithmic scale, 0 (never ordered) to 255 (the most ordered product). */
  readonly popularity: Uint8Array;
  /** Day on which the product was added, days since 1970-01-01; 0 where unknown. */
  readonly addedDay: Uint16Array;
  /** Bit set of {@link ITEM_IN_STOCK}. */
  readonly flags: Uint8Array;
  /** Mean rating in fiftieths of a star, 50 (one star) to 250 (five stars); 0 where unknown. */
  readonly rating: Uint8Array;
  /** Main colour of the product's picture as RGB 5-6-5; 0 where there is no picture. */
  readonly colour: Uint16Array;
}

/** Bit in {@link ItemColumns.flags}: the product can be ordered now. */
export const ITEM_IN_STOCK = 1;

/** The shop's categories as a tree. Entry 0 is the root with the empty name. */
export interface CategoryTree {
  /** Name of each category, its own last step only. */
  readonly names: readonly string[];
  /** Index of each category's parent; the root is its own parent. A parent precedes its children. */
  readonly parent: Uint16Array;
}

/** For each product its neighbours, strongest first, as compressed sparse rows. */
export interface NeighbourTable {
  /** `size + 1` offsets into `items` and `weights`. */
  readonly offsets: Uint32Array;
  /** Product numbers. */
  readonly items: Uint32Array;
  /**
   * Strength on a square-root scale, 1 to 255: `(weight / 255) ** 2` of the strength that 99.9 % of
   * the table's links do not exceed. The stronger ones are 255.
   */
  readonly weights: Uint8Array;
}

/** For each product a vector that says what it is, in the space of the text encoder. */
export interface ItemVectors {
  /** Numbers of one vector. */
  readonly dimensions: number;
  /** The vectors one after the other, -7 to 7 each. */
  readonly codes: Int8Array;
  /** What makes the codes of each product a vector of length 1; 0 where there is no vector. */
  readonly scale: Float32Array;
}

/** A column of texts that are decoded one at a time. */
export interface TextColumn {
  readonly size: number;
  /** The text of product `index`; the empty string where there is none. */
  at(index: number): string;
}

/** The category path of `index` from the top, without the root; empty for the root. */
export function categoryPath(tree: CategoryTree, index: number): string[] {
  const path: string[] = [];
  for (let at = index; at !== 0; at = tree.parent[at] ?? 0) path.unshift(tree.names[at] ?? '');
  return path;
}

/** What joins the steps of a category path in text form. */
export const CATEGORY_SEPARATOR = ' > ';
