import { basketEvent } from '../analytics.ts';
import { basketTotal, type BasketLine } from '../basket.ts';
import { markup } from '../markup.ts';
import { money } from '../money.ts';
import { recommendations, type Page, type Visit } from '../view.ts';

/** An order that was placed. */
export interface Order {
  readonly id: string;
  readonly lines: readonly BasketLine[];
}

/** After an order. */
export function thankYouPage({ data }: Visit, { id, lines }: Order): Page {
  const { currency } = data;
  return {
    kind: 'thanks',
    title: 'Thank you',
    blocks: [basketEvent('purchase', lines, currency, { transaction_id: id, tax: 0, shipping: 0 })],
    main: markup`
      <header class="head"><h1>Thank you!</h1><p>Your order <b>${id}</b> is on its way, or would be, if this shop were real.</p></header>
      <ul class="lines short">${lines.map(
        ({ product, quantity }) =>
          markup`<li><a href="${product.url}"><img src="${product.image}" alt="" width="600" height="600"></a><div><span class="brand">${product.brand}</span><a href="${product.url}">${product.title}</a></div><span>${quantity} ×</span><b class="sum">${money(product.price * quantity, currency)}</b></li>`,
      )}</ul>
      <p class="total-line">Total <b>${money(basketTotal(lines), currency)}</b></p>
      ${recommendations('new-for-you', 'New, and maybe for you')}`,
  };
}
