import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaptureSink } from './capture-sink.ts';
import { readEcommerceEvent } from './ecommerce-event.ts';

function recorder(): { sink: CaptureSink; events: unknown[]; pages: unknown[] } {
  const events: unknown[] = [];
  const pages: unknown[] = [];
  const told = new Set<string>();
  const sink: CaptureSink = {
    event: (event) => void events.push(event),
    describe: (page) => void pages.push(page),
    isNewTransaction: (id) => !told.has(id) && told.add(id) !== undefined,
  };
  return { sink, events, pages };
}

test.each([
  ['view_item_list', 'impression'],
  ['view_promotion', 'impression'],
  ['select_item', 'click'],
  ['select_promotion', 'click'],
  ['view_item', 'view'],
  ['add_to_wishlist', 'wishlist'],
  ['add_to_cart', 'cart'],
  ['remove_from_cart', 'uncart'],
  ['begin_checkout', 'checkout'],
  ['add_shipping_info', 'checkout'],
  ['add_payment_info', 'checkout'],
  ['purchase', 'purchase'],
  ['refund', 'refund'],
])('reads %s as %s', (name, kind) => {
  const { sink, events } = recorder();
  readEcommerceEvent(name, { items: [{ item_id: 12, quantity: '2' }] }, sink);
  expect(events).toEqual([{ kind, item: '12', quantity: 2 }]);
});

test('counts a transaction once', () => {
  const { sink, events } = recorder();
  const order = { transaction_id: 'T1', items: [{ item_id: 'a' }] };
  readEcommerceEvent('purchase', order, sink);
  readEcommerceEvent('purchase', order, sink);
  expect(events).toHaveLength(1);
});

test('describes a product page with its category path', () => {
  const { sink, pages } = recorder();
  const item = { item_id: 'a', item_category: 'Home', item_category2: 'Lamps' };
  readEcommerceEvent('view_item', { items: [item] }, sink);
  expect(pages).toEqual([{ kind: 'product' }, { item: 'a', category: 'Home > Lamps' }]);
});

test('knows the basket from view_cart', () => {
  const { sink, pages } = recorder();
  readEcommerceEvent('view_cart', { items: [{ item_id: 'a' }, { item_id: 'b' }] }, sink);
  expect(pages).toContainEqual({ basket: ['a', 'b'] });
});

test('takes anything without throwing and tells well-formed ids alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.anything({ withNullPrototype: true }), (name, junk) => {
      const { sink, events } = recorder();
      readEcommerceEvent(name, junk, sink);
      readEcommerceEvent('view_item', { items: junk }, sink);
      readEcommerceEvent('purchase', { items: [junk], transaction_id: junk }, sink);
      for (const event of events as { item: unknown }[]) expect(typeof event.item).toBe('string');
    }),
  );
});

test('survives getters that throw, cycles, prototype keys and endless arrays', () => {
  const { sink, events } = recorder();
  const cycle: Record<string, unknown> = { item_id: 'ok' };
  cycle['items'] = [cycle];
  const thrower = {
    get item_id(): string {
      throw new Error('boom');
    },
  };
  readEcommerceEvent('view_item', { items: { length: 1e12, 0: thrower, 1: cycle } }, sink);
  readEcommerceEvent('__proto__', JSON.parse('{"__proto__":{"items":[{"item_id":"x"}]}}'), sink);
  readEcommerceEvent('constructor', { items: [{ item_id: 'x' }] }, sink);
  expect(events).toEqual([{ kind: 'view', item: 'ok' }]);
});
