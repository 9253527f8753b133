import type { Review } from '../generator/product.ts';

/** One product as the pages show it, whatever it comes from. */
export interface ShopProduct {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  /** Path of its page. */
  readonly url: string;
  /** Path of its picture. */
  readonly image: string;
  /** Minor units; 0 where unknown. */
  readonly price: number;
  /** Minor units; 0 where there is no discount. */
  readonly listPrice: number;
  /** From the top. */
  readonly category: readonly string[];
  readonly inStock: boolean;
  /** 1 to 5; 0 where unknown. */
  readonly rating: number;
  /** 0 where unknown. */
  readonly ratingCount: number;
  readonly description: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly reviews: readonly Review[];
  /** Days since 1970-01-01; 0 where unknown. */
  readonly addedDay: number;
  /** What orders lists by default; more is more popular. */
  readonly popularity: number;
  /** Ids of the colours of its model, itself among them; empty where there is only one. */
  readonly siblings: readonly string[];
  /**
   * Id under which events and search engines know it: one for all colours of a model, and the one that
   * stays when a pack merges them, which is the first in stock.
   */
  readonly model: string;
  /** What tells it from its siblings; empty where there are none. */
  readonly variant: string;
}

/** A category with all that lies below it. */
export interface ShopCategory {
  readonly name: string;
  /** Path of its page. */
  readonly url: string;
  /** From the top, itself last. */
  readonly path: readonly string[];
  readonly tagline: string;
  readonly children: readonly ShopCategory[];
  /** All products here and below, most popular first. */
  readonly products: readonly ShopProduct[];
}

/** Where the pages get everything from. */
export interface ShopData {
  readonly name: string;
  readonly tagline: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly products: readonly ShopProduct[];
  readonly categories: readonly ShopCategory[];
  readonly product: (id: string) => ShopProduct | undefined;
  readonly category: (url: string) => ShopCategory | undefined;
  /** Picture of a product that has no file of its own; absent where all have one. */
  readonly picture?: (product: ShopProduct) => string;
}

/** Categories that may be found by their URL. */
export function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-');
  return plain.replace(/^-|-$/g, '') || 'other';
}

interface Branch {
  readonly name: string;
  readonly path: readonly string[];
  readonly products: ShopProduct[];
  readonly children: Map<string, Branch>;
}

function freeze(branch: Branch, url: string, taglines: ReadonlyMap<string, string>): ShopCategory {
  const taken = new Set<string>();
  return {
    name: branch.name,
    url,
    path: branch.path,
    tagline: taglines.get(branch.name) ?? '',
    products: branch.products.sort((a, b) => b.popularity - a.popularity),
    children: [...branch.children.values()].map((child) => {
      const slug = slugOf(child.name);
      let free = slug;
      for (let n = 2; taken.has(free); n++) free = `${slug}-${n}`;
      taken.add(free);
      return freeze(child, `${url === '/' ? '/c' : url}/${free}`, taglines);
    }),
  };
}

/** The tree of the categories that products name, in the order in which they come. */
function categoryTree(
  products: readonly ShopProduct[],
  taglines: ReadonlyMap<string, string>,
): ShopCategory[] {
  const root: Branch = { name: '', path: [], products: [], children: new Map() };
  for (const product of products) {
    let at = root;
    for (const name of product.category) {
      const next: Branch = at.children.get(name) ?? {
        name,
        path: [...at.path, name],
        products: [],
        children: new Map(),
      };
      at.children.set(name, next);
      next.products.push(product);
      at = next;
    }
  }
  return [...freeze(root, '/', taglines).children];
}

/** Puts products and their categories together. */
export function shopData(
  about: Pick<ShopData, 'name' | 'tagline' | 'currency' | 'picture'>,
  products: readonly ShopProduct[],
  taglines: ReadonlyMap<string, string> = new Map(),
): ShopData {
  const byId = new Map(products.map((product) => [product.id, product]));
  const categories = categoryTree(products, taglines);
  const byUrl = new Map<string, ShopCategory>();
  const add = (category: ShopCategory): void => {
    byUrl.set(category.url, category);
    category.children.forEach(add);
  };
  categories.forEach(add);
  return {
    ...about,
    products,
    categories,
    product: (id) => byId.get(id),
    category: (url) => byUrl.get(url),
  };
}
