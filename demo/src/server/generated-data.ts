import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CATEGORIES } from '../generator/categories/index.ts';
import type { GeneratedShop } from '../generator/generate-shop.ts';
import type { Product } from '../generator/product.ts';
import { shopData, type ShopData, type ShopProduct } from './shop-data.ts';

function toShopProduct(product: Product, siblings: readonly Product[]): ShopProduct {
  const first = siblings.find(({ inStock }) => inStock) ?? siblings[0];
  return {
    ...product,
    url: `/p/${product.id}`,
    image: `/images/${product.id}.svg`,
    category: product.path,
    popularity: product.ratingCount * product.appeal,
    siblings: siblings.map(({ id }) => id),
    model: first?.id ?? product.id,
    variant: siblings.length > 0 ? product.colour : '',
  };
}

/** The shop over a generated one. */
export function generatedData({ products }: GeneratedShop): ShopData {
  const groups = new Map<string, Product[]>();
  for (const product of products) {
    const { group } = product;
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), product]);
  }
  return shopData(
    { name: 'Alder Row', tagline: 'Good things for every day', currency: 'GBP' },
    products.map((product) => toShopProduct(product, groups.get(product.group ?? '') ?? [])),
    new Map(CATEGORIES.map(({ name, tagline }) => [name, tagline])),
  );
}

/** The shop that `make.js` wrote into a folder. */
export async function readGeneratedData(dataDir: string): Promise<ShopData> {
  return generatedData(
    JSON.parse(await readFile(path.join(dataDir, 'shop.json'), 'utf8')) as GeneratedShop,
  );
}
