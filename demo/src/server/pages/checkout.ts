import { basketEvent } from '../analytics.ts';
import { basketCount, basketTotal } from '../basket.ts';
import { markup } from '../markup.ts';
import { money } from '../money.ts';
import type { Page, Visit } from '../view.ts';

const FIELDS = [
  ['Name', 'name', 'Robin Reed'],
  ['Street', 'street-address', '7 Alder Row'],
  ['Postcode', 'postal-code', 'AB1 2CD'],
  ['Town', 'address-level2', 'Little Marlow'],
] as const;

/** The last page before an order. The address is never sent anywhere: its fields have no names. */
export function checkoutPage({ data, basket }: Visit): Page {
  return {
    kind: 'basket',
    title: 'Check out',
    blocks: [basketEvent('begin_checkout', basket, data.currency)],
    main: markup`
      <header class="head"><h1>Check out</h1><p>This is a demonstration. Nothing is charged or delivered, and the address stays in this form.</p></header>
      <form class="checkout" method="post" action="/checkout">
        <fieldset><legend>Where to</legend>
          ${FIELDS.map(([label, autocomplete, value]) => markup`<label>${label}<input autocomplete="${autocomplete}" value="${value}"></label>`)}
        </fieldset>
        <fieldset><legend>Delivery</legend>
          <label class="radio"><input type="radio" name="delivery" value="standard" checked> Standard, in three days <b>free</b></label>
          <label class="radio"><input type="radio" name="delivery" value="collect"> Collect from the shop <b>free</b></label>
        </fieldset>
        <aside class="summary"><dl><div><dt>${basketCount(basket)} ${basketCount(basket) === 1 ? 'piece' : 'pieces'}</dt><dd>${money(basketTotal(basket), data.currency)}</dd></div><div class="total"><dt>Total</dt><dd>${money(basketTotal(basket), data.currency)}</dd></div></dl>
          <button>Place the order</button></aside>
      </form>`,
  };
}
