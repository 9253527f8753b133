import type { ShopData, ShopProduct } from './shop-data.ts';

/** One line of a basket. */
export interface BasketLine {
  readonly product: ShopProduct;
  /** 1 to {@link MAX_QUANTITY}. */
  readonly quantity: number;
}

/** Most pieces of one product, and most lines, that a basket takes. */
export const MAX_QUANTITY = 20;
const MAX_LINES = 40;

/** Reads a basket cookie, `ID:2.ID:1`, ids percent-encoded. What the shop doesn't sell is left out. */
export function parseBasket(cookie: string | undefined, data: ShopData): BasketLine[] {
  const lines = new Map<string, BasketLine>();
  for (const part of (cookie ?? '').split('.').slice(0, MAX_LINES)) {
    const [id = '', count = ''] = part.split(':');
    const product = data.product(decodeId(id));
    const quantity = Math.min(MAX_QUANTITY, Math.trunc(Number(count)));
    if (product !== undefined && quantity >= 1) lines.set(product.id, { product, quantity });
  }
  return [...lines.values()];
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not one of our cookies: no product has such an id.
    return '';
  }
}

/** The cookie of a basket; the inverse of {@link parseBasket}. */
export const formatBasket = (lines: readonly BasketLine[]): string =>
  lines
    .map(
      ({ product, quantity }) =>
        `${encodeURIComponent(product.id).replaceAll('.', '%2E')}:${quantity}`,
    )
    .join('.');

/** The basket with `quantity` pieces of a product; 0 takes it out. */
export function withQuantity(
  lines: readonly BasketLine[],
  product: ShopProduct,
  quantity: number,
): BasketLine[] {
  const others = lines.filter((line) => line.product.id !== product.id);
  const bounded = Math.min(MAX_QUANTITY, Math.max(0, Math.trunc(quantity) || 0));
  if (bounded === 0) return others;
  const at = lines.findIndex((line) => line.product.id === product.id);
  const line = { product, quantity: bounded };
  return at < 0 ? [...lines, line].slice(-MAX_LINES) : lines.with(at, line);
}

/** Pieces in a basket. */
export const basketCount = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);

/** Sum in minor units. */
export const basketTotal = (lines: readonly BasketLine[]): number =>
  lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
