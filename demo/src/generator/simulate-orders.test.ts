import { DAY_MS } from '@sotto/core';
import { expect, test } from 'vitest';
import { generateShop } from './generate-shop.ts';
import { ordersCsv, simulateOrders } from './simulate-orders.ts';

const shop = generateShop();
const lines = simulateOrders(shop);
const products = new Map(shop.products.map((product) => [product.id, product]));

const orders = new Map<string, string[]>();
for (const { order, item } of lines) orders.set(order, [...(orders.get(order) ?? []), item]);

/** Share of the orders with `first` that also hold a product of kind `second`. */
function together(first: string, second: string): number {
  const nouns = [...orders.values()].map((items) => items.map((id) => products.get(id)?.noun));
  const having = nouns.filter((each) => each.includes(first));
  return having.filter((each) => each.includes(second)).length / having.length;
}

test('tells the same year from the same seed', () => {
  expect(simulateOrders(shop)).toEqual(lines);
  expect(simulateOrders(shop, { seed: 2 })).not.toEqual(lines);
});

test('spans a year up to today, oldest first, and sells nothing before it was added', () => {
  expect(lines.map(({ at }) => at)).toEqual(lines.map(({ at }) => at).sort((a, b) => a - b));
  for (const { at, item } of lines) {
    expect(at).toBeGreaterThanOrEqual((shop.today - 365) * DAY_MS);
    expect(at).toBeLessThan((shop.today + 1) * DAY_MS);
    expect(at).toBeGreaterThanOrEqual((products.get(item)?.addedDay ?? Infinity) * DAY_MS);
  }
});

test('sells what goes together in one order', () => {
  expect(together('table lamp', 'LED bulb')).toBeGreaterThan(0.3);
  expect(together('frying pan', 'pan lid')).toBeGreaterThan(0.2);
  expect(together('novel', 'pan lid')).toBeLessThan(0.05);
});

test('lets shoppers keep to few categories', () => {
  const baskets = new Map<string, string[]>();
  for (const { user, item } of lines)
    baskets.set(user, [...(baskets.get(user) ?? []), products.get(item)?.category ?? '']);
  const active = [...baskets.values()].filter((categories) => categories.length >= 6);
  const top = active.map(
    (categories) =>
      Math.max(...categories.map((each) => categories.filter((other) => other === each).length)) /
      categories.length,
  );
  // By chance alone the commonest of 22 categories would hold about a fifth of eight products.
  expect(top.reduce((a, b) => a + b, 0) / top.length).toBeGreaterThan(0.35);
});

test('makes some products far more popular than others', () => {
  const counts = new Map<string, number>();
  for (const { item } of lines) counts.set(item, (counts.get(item) ?? 0) + 1);
  const sorted = [...counts.values()].sort((a, b) => b - a);
  const sold = (share: number): number =>
    sorted.slice(0, Math.round(share * shop.products.length)).reduce((a, b) => a + b, 0) /
    lines.length;
  expect(sold(0.1)).toBeGreaterThan(0.25);
  expect(counts.size).toBeGreaterThan(0.8 * shop.products.length);
});

test('writes one line of CSV for each line of an order', () => {
  const csv = [...ordersCsv(lines)];
  expect(csv).toHaveLength(lines.length + 1);
  expect(csv[0]).toBe('user,item,time,order\n');
  expect(csv[1]).toMatch(/^u\d{5},\d{5},\d{4}-\d\d-\d\dT[\d:.]+Z,A\d{6}\n$/);
});
