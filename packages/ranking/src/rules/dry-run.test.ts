import { DAY_MS } from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { dryRun } from './dry-run.ts';
import { parseRules } from './parse.ts';

const shop = syntheticShop();
const options = {
  catalog: shop.catalog,
  idAt: (item: number) => shop.items[item]?.id ?? '',
  indexOf: (id: string) => shop.indexOf(id),
  digits: 2,
};
const [first, second] = shop.items.filter(({ inStock }) => inStock);
const reportsOf = (text: string) => dryRun(parseRules(text), options, 20_400 * DAY_MS);

test.each([
  ['brand = "birch"', (at: number) => shop.items[at]?.brand === 'Birch'],
  ['brand != "Birch"', (at: number) => shop.items[at]?.brand !== 'Birch'],
  ['category under "kitchen"', (at: number) => shop.items[at]?.category[0] === 'Kitchen'],
  ['price < 30 and not price < 10', (at: number) => within(shop.items[at]?.price, 1000, 3000)],
  ['stock = out', (at: number) => shop.items[at]?.inStock === false],
  ['title contains "LAMP"', (at: number) => shop.items[at]?.title.includes('Lamp') === true],
  ['age <= 100', (at: number) => 20_400 - (shop.items[at]?.addedDay ?? 0) <= 100],
  ['discount > 0', (at: number) => (shop.items[at]?.listPrice ?? 0) > 0],
])('finds the products of %s', (where, fits) => {
  const wanted = shop.items.filter((_, at) => fits(at)).map(({ id }) => id);
  const [report] = reportsOf(`exclude where ${where}`);
  expect(report?.matches).toBe(wanted.length);
  expect(report?.examples).toEqual(wanted.slice(0, 5));
});

const within = (price = 0, from: number, below: number) => price >= from && price < below;

test('warns of pins that are not shown and of rules that fit nothing', () => {
  const out = shop.items.find(({ inStock }) => !inStock);
  const reports = reportsOf(
    [
      `pin "${first?.id}" at 1`,
      `pin "${second?.id}" at 1`,
      `pin "${out?.id}" at 1`,
      'pin "nowhere" at 1',
      `exclude where id = "${first?.id}"`,
      'boost 2 where brand = "Nobody"',
    ].join('\n'),
  );
  expect(reports.map(({ warnings }) => warnings)).toEqual([
    ['another rule excludes the product'],
    [],
    ['the product is out of stock and is not shown'],
    ['the catalog has no such product'],
    [],
    ['fits no product'],
  ]);
  const [empty] = reportsOf('include only where price < 0');
  expect(empty?.warnings).toEqual(['fits no product: every list would be empty']);
});
