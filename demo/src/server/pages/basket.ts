import { analyticsItem, basketEvent } from '../analytics.ts';
import { basketTotal, MAX_QUANTITY, type BasketLine } from '../basket.ts';
import { markup, type Html } from '../markup.ts';
import { minorUnits, money } from '../money.ts';
import { recommendations, remembered, type Page, type Visit } from '../view.ts';

function row({ product, quantity }: BasketLine, currency: string): Html {
  const removed = {
    event: 'remove_from_cart',
    ecommerce: {
      currency,
      value: (product.price * quantity) / minorUnits(currency),
      items: [analyticsItem(product, currency, { quantity })],
    },
  };
  const options = Array.from({ length: MAX_QUANTITY }, (_, i) => i + 1);
  return markup`<li>
    <a href="${product.url}"><img src="${product.image}" alt="" width="600" height="600"></a>
    <div><span class="brand">${product.brand}</span><a href="${product.url}">${product.title}</a><span>${money(product.price, currency)} each</span></div>
    <form method="post" action="/basket/set" data-submit-on-change>
      <input type="hidden" name="id" value="${product.id}">
      <label><span class="quiet">Quantity of ${product.title}</span><select name="quantity">${options.map((each) => markup`<option${each === quantity ? markup` selected` : undefined}>${each}</option>`)}</select></label>
      <button class="plain">Update</button>
    </form>
    <form method="post" action="/basket/set" data-on-submit="${JSON.stringify(removed)}">
      <input type="hidden" name="id" value="${product.id}"><input type="hidden" name="quantity" value="0">
      <button class="link" aria-label="Remove ${product.title}">Remove</button>
    </form>
    <b class="sum">${money(product.price * quantity, currency)}</b>
  </li>`;
}

/** What is in the basket. */
export function basketPage({ data, basket }: Visit): Page {
  const { currency } = data;
  if (basket.length === 0) {
    return {
      kind: 'basket',
      title: 'Basket',
      main: markup`<header class="head"><h1>Your basket is empty</h1><p>Not for long, perhaps.</p></header>
        ${recommendations('for-you', 'Chosen for you')}${remembered('recently-viewed', 'You looked at')}`,
    };
  }
  return {
    kind: 'basket',
    title: 'Basket',
    blocks: [basketEvent('view_cart', basket, currency)],
    main: markup`
      <header class="head"><h1>Your basket</h1></header>
      <div class="basket">
        <ul class="lines">${basket.map((line) => row(line, currency))}</ul>
        <aside class="summary"><dl><div><dt>Goods</dt><dd>${money(basketTotal(basket), currency)}</dd></div><div><dt>Delivery</dt><dd>free</dd></div><div class="total"><dt>Total</dt><dd>${money(basketTotal(basket), currency)}</dd></div></dl>
          <a class="button" href="/checkout">Check out</a></aside>
      </div>
      ${recommendations('complete-the-basket', 'Goes with what you chose', 4)}`,
  };
}
