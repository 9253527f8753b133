import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CATEGORIES } from '../generator/categories/index.ts';
import type { GeneratedShop } from '../generator/generate-shop.ts';
import type { Product } from '../generator/product.ts';
import { shopData, type ShopData, type ShopProduct } from './shop-data.ts';

function toShopProduct(product: Product, groups: ReadonlyMap<string, string[]>): ShopProduct {
  const { path: category, group } = product;
  return {
    ...product,
    url: `/p/${product.id}`,
    image: `/images/${product.id}.svg`,
    category,
    popularity: product.ratingCount * product.appeal,
    siblings: (group === undefined ? undefined : groups.get(group)) ?? [],
  };
}

/** The shop over a generated one. */
export function generatedData({ products }: GeneratedShop): ShopData {
  const groups = new Map<string, string[]>();
  for (const { id, group } of products) {
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  return shopData(
    { name: 'Alder Row', tagline: 'Good things for every day', currency: 'GBP' },
    products.map((product) => toShopProduct(product, groups)),
    new Map(CATEGORIES.map(({ name, tagline }) => [name, tagline])),
  );
}

/** The shop that `make.js` wrote into a folder. */
export async function readGeneratedData(dataDir: string): Promise<ShopData> {
  return generatedData(
    JSON.parse(await readFile(path.join(dataDir, 'shop.json'), 'utf8')) as GeneratedShop,
  );
}
