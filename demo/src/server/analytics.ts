import type { BasketLine } from './basket.ts';
import { dataBlock, type Html } from './markup.ts';
import { minorUnits } from './money.ts';
import type { ShopProduct } from './shop-data.ts';

/** An item of a GA4 e-commerce event. Source: developers.google.com/analytics/devguides/collection/ga4/reference/events */
type AnalyticsItem = Readonly<Record<string, string | number>>;

const CATEGORY_KEYS = [
  'item_category',
  'item_category2',
  'item_category3',
  'item_category4',
  'item_category5',
];

/** A product as GA4 names it. */
export function analyticsItem(
  product: ShopProduct,
  currency: string,
  more: { readonly index?: number; readonly quantity?: number; readonly list?: string } = {},
): AnalyticsItem {
  const units = minorUnits(currency);
  const { index, quantity, list } = more;
  return {
    item_id: product.model,
    item_name: product.title,
    ...(product.brand === '' ? {} : { item_brand: product.brand }),
    ...(product.variant === '' ? {} : { item_variant: product.variant }),
    ...Object.fromEntries(
      CATEGORY_KEYS.slice(0, product.category.length).map((key, i) => [
        key,
        product.category[i] ?? '',
      ]),
    ),
    price: product.price / units,
    ...(product.listPrice > 0 ? { discount: (product.listPrice - product.price) / units } : {}),
    ...(list === undefined
      ? {}
      : { item_list_id: list, item_list_name: list.replaceAll('_', ' ') }),
    ...(index === undefined ? {} : { index }),
    ...(quantity === undefined ? {} : { quantity }),
  };
}

/** Events that shop.js pushes to `dataLayer`, each after `{ ecommerce: null }`. */
export function analyticsEvent(event: string, ecommerce: Readonly<Record<string, unknown>>): Html {
  return dataBlock('application/json', { event, ecommerce }, 'data-layer');
}

/** `view_item_list` of a list of products. */
export function listEvent(list: string, products: readonly ShopProduct[], currency: string): Html {
  const items = products.map((product, index) =>
    analyticsItem(product, currency, { index, list, quantity: 1 }),
  );
  return analyticsEvent('view_item_list', {
    item_list_id: list,
    item_list_name: list.replaceAll('_', ' '),
    items,
  });
}

/** An event over a whole basket: `view_cart`, `begin_checkout`, `purchase`. */
export function basketEvent(
  event: string,
  lines: readonly BasketLine[],
  currency: string,
  more: Readonly<Record<string, unknown>> = {},
): Html {
  const value =
    lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0) /
    minorUnits(currency);
  const items = lines.map(({ product, quantity }, index) =>
    analyticsItem(product, currency, { index, quantity }),
  );
  return analyticsEvent(event, { ...more, currency, value, items });
}
