import { flatten } from './flatten.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an object is a product as Shopify's `products.json` has them. */
export function isShopifyProduct(value: unknown): value is Json {
  return isObject(value) && Array.isArray(value['variants']) && 'handle' in value;
}

function optionsOf(product: Json, variant: Json): [string, string][] {
  const options = Array.isArray(product['options']) ? product['options'].filter(isObject) : [];
  return options.flatMap((option, at): [string, string][] => {
    const value = variant[`option${at + 1}`];
    const name = option['name'];
    if (typeof name !== 'string' || typeof value !== 'string' || value === 'Default Title')
      return [];
    return [[name.toLowerCase(), value]];
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/**
 * One row for each variant of a Shopify product. All have the product's id as `item_group_id`, which is
 * also the id that the pack keeps.
 */
export function shopifyRows(product: Json): Map<string, string>[] {
  const image = flatten({ images: product['images'], image: product['image'] });
  const common: [string, string][] = [
    ['id', textOf(product['id'])],
    ['item_group_id', textOf(product['id'])],
    ['title', textOf(product['title'])],
    ['link', product['handle'] ? `/products/${textOf(product['handle'])}` : ''],
    ['brand', textOf(product['vendor'])],
    ['product_type', textOf(product['product_type'])],
    ['date', textOf(product['published_at'] ?? product['created_at'])],
    ['image_link', image.get('images.src') ?? image.get('image.src') ?? image.get('images') ?? ''],
  ];
  const variants = (product['variants'] as unknown[]).filter(isObject);
  return (variants.length === 0 ? [{}] : variants).map((variant: Json) => {
    const available = variant['available'];
    const own: [string, string][] = [
      ['price', textOf(variant['price'])],
      ['compare_at_price', textOf(variant['compare_at_price'])],
      ['availability', typeof available === 'boolean' ? String(available) : ''],
      ...optionsOf(product, variant),
    ];
    return new Map([...common, ...own].filter(([, value]) => value !== ''));
  });
}
