import { analyticsItem } from './analytics.ts';
import { markup, type Html } from './markup.ts';
import { money } from './money.ts';
import type { ShopProduct } from './shop-data.ts';

/** Price, price before the discount, and by how much it is reduced. */
export function priceTag({ price, listPrice }: ShopProduct, currency: string): Html {
  if (price === 0) return markup`<p class="price">Price on request</p>`;
  if (listPrice === 0) return markup`<p class="price"><b>${money(price, currency)}</b></p>`;
  const off = Math.round((1 - price / listPrice) * 100);
  return markup`<p class="price sale"><b>${money(price, currency)}</b> <s aria-label="before ${money(listPrice, currency)}">${money(listPrice, currency)}</s> <span class="off">−${off} %</span></p>`;
}

/** Five stars, filled as far as the rating goes. */
export function stars(rating: number, count = 0): Html | undefined {
  if (rating === 0) return undefined;
  const path = 'M10 1l2.7 5.9 6.3.7-4.7 4.3 1.3 6.3L10 15l-5.6 3.2 1.3-6.3L1 7.6l6.3-.7z';
  const row = [0, 20, 40, 60, 80].map(
    (x) => markup`<path transform="translate(${x})" d="${path}"/>`,
  );
  return markup`<span class="stars"><svg viewBox="0 0 100 20" role="img" aria-label="${rating} of 5 stars"><g class="off">${row}</g><svg width="${rating * 20}" height="20" class="on">${row}</svg></svg>${count > 0 ? markup`<small>${count}</small>` : undefined}</span>`;
}

/** A product in a list; `list` and `index` are for the `select_item` event. */
function productCard(product: ShopProduct, currency: string, list: string, index: number): Html {
  const event = {
    event: 'select_item',
    ecommerce: {
      item_list_id: list,
      item_list_name: list.replaceAll('_', ' '),
      items: [analyticsItem(product, currency, { index, list, quantity: 1 })],
    },
  };
  return markup`<li class="card"><a href="${product.url}" data-on-click="${JSON.stringify(event)}">
    <img src="${product.image}" alt="" width="600" height="600" loading="${index < 4 ? 'eager' : 'lazy'}">
    <span class="brand">${product.brand}</span>
    <span class="title">${product.title}</span>
    ${stars(product.rating, product.ratingCount)}
    ${priceTag(product, currency)}
    ${product.inStock ? undefined : markup`<span class="gone">Sold out for now</span>`}
  </a></li>`;
}

/** A grid of cards. */
export const productGrid = (
  products: readonly ShopProduct[],
  currency: string,
  list: string,
): Html =>
  markup`<ul class="grid">${products.map((product, index) => productCard(product, currency, list, index))}</ul>`;
