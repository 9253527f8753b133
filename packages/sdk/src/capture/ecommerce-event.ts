import { CATEGORY_SEPARATOR, type ItemEventKind, type PageContext } from '@sotto/core';
import type { CaptureSink } from './capture-sink.ts';
import { entries, property, text } from './hostile.ts';

/** GA4's item events and what they mean here. Source: developers.google.com/analytics/devguides/collection/ga4/reference/events */
const KINDS: Readonly<Record<string, ItemEventKind>> = {
  view_item_list: 'impression',
  view_promotion: 'impression',
  select_item: 'click',
  select_promotion: 'click',
  view_item: 'view',
  add_to_wishlist: 'wishlist',
  add_to_cart: 'cart',
  remove_from_cart: 'uncart',
  begin_checkout: 'checkout',
  add_shipping_info: 'checkout',
  add_payment_info: 'checkout',
  purchase: 'purchase',
  refund: 'refund',
};

const PAGE_KINDS: Readonly<Record<string, PageContext['kind']>> = {
  view_item: 'product',
  view_cart: 'basket',
  begin_checkout: 'basket',
  purchase: 'thanks',
  search: 'search',
  view_search_results: 'search',
};

/** Most products of one event that are read. */
const MAX_ITEMS = 200;

/** Takes one GA4 e-commerce event. `parameters` is anything; what can't be read is skipped. */
export function readEcommerceEvent(name: string, parameters: unknown, sink: CaptureSink): void {
  const kind = Object.hasOwn(PAGE_KINDS, name) ? PAGE_KINDS[name] : undefined;
  if (kind !== undefined) sink.describe({ kind }, 'datalayer');
  if (kind === 'search') {
    const query = text(property(parameters, 'search_term'));
    if (query !== undefined) sink.event({ kind: 'search', query }, 'datalayer');
    return;
  }
  const items = itemsOf(parameters);
  describePage(name, items, sink);
  const event = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (event === undefined) return;
  const transaction = text(property(parameters, 'transaction_id'));
  if (event === 'purchase' && transaction !== undefined && !sink.isNewTransaction(transaction))
    return;
  for (const { id, quantity } of items) {
    sink.event(
      { kind: event, item: id, ...(quantity === undefined ? {} : { quantity }) },
      'datalayer',
    );
  }
}

interface AnalyticsItem {
  readonly id: string;
  readonly quantity?: number;
  readonly category: string;
}

function describePage(name: string, items: readonly AnalyticsItem[], sink: CaptureSink): void {
  const [first] = items;
  if (name === 'view_item' && first !== undefined) {
    const { id, category } = first;
    sink.describe({ item: id, ...(category === '' ? {} : { category }) }, 'datalayer');
  } else if (name === 'view_cart' || name === 'begin_checkout') {
    sink.describe({ basket: [...new Set(items.map(({ id }) => id))] }, 'datalayer');
  }
}

function itemsOf(parameters: unknown): AnalyticsItem[] {
  return entries(property(parameters, 'items'), MAX_ITEMS).flatMap((item) => {
    const id = text(property(item, 'item_id'));
    if (id === undefined) return [];
    const amount = Number(text(property(item, 'quantity')));
    return {
      id,
      ...(Number.isInteger(amount) && amount >= 1 && amount <= 1e6 ? { quantity: amount } : {}),
      category: categoryOf(item),
    };
  });
}

function categoryOf(item: unknown): string {
  const path = ['', '2', '3', '4', '5'].flatMap(
    (level) => text(property(item, `item_category${level}`)) ?? [],
  );
  return path.join(CATEGORY_SEPARATOR);
}
