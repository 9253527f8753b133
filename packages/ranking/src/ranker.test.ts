import { DAY_MS, ITEM_IN_STOCK, STRATEGY_NAMES, type StrategyName } from '@sotto/core';
import { syntheticShop } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULT_WEIGHTS } from './default-weights.ts';
import { Ranker } from './ranker.ts';
import { boughtItems, lookedAt } from './strategies/interests.ts';
import { STRATEGIES } from './strategies/index.ts';
import type { Interaction, RankRequest } from './types.ts';

const NOW = 20_400 * DAY_MS;
const shop = syntheticShop();
const { size } = shop.catalog.items;
const products = {
  idAt: (item: number) => shop.items[item]?.id ?? '',
  indexOf: (id: string) => shop.indexOf(id),
};
const rankerWith = (...rules: string[]) =>
  new Ranker(shop.catalog, { weights: DEFAULT_WEIGHTS, rules, products });
const ranker = rankerWith();
const inStock = (item: number) => ((shop.catalog.items.flags[item] ?? 0) & ITEM_IN_STOCK) !== 0;
const stocked = [...Array(size).keys()].filter(inStock);

const requestOf = (strategy: StrategyName, request: Partial<RankRequest> = {}): RankRequest => ({
  strategy,
  limit: 8,
  now: NOW,
  history: [],
  page: { kind: 'home', basket: [] },
  ...request,
});
const listOf = (request: RankRequest, by = ranker) =>
  by.rank(request).items.map(({ item }) => item);
const views = (...items: number[]): Interaction[] =>
  items.map((item, at) => ({ item, kind: 'view', at: NOW - (items.length - at) * 1000 }));

const item = fc.nat(size - 1);
const kinds = ['view', 'cart', 'purchase', 'refund', 'impression', 'wishlist'] as const;
const requests: fc.Arbitrary<RankRequest> = fc.record({
  strategy: fc.constantFrom(...STRATEGY_NAMES),
  limit: fc.integer({ min: 1, max: 24 }),
  now: fc.constant(NOW),
  history: fc.array(
    fc.record({
      item,
      kind: fc.constantFrom(...kinds),
      at: fc.integer({ min: NOW - 90 * DAY_MS, max: NOW }),
    }),
    { maxLength: 15 },
  ),
  page: fc.oneof(
    fc.record({ kind: fc.constant('home'), basket: fc.array(item, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('product'), item, basket: fc.array(item, { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('category'),
      category: fc.nat(shop.catalog.categories.names.length - 1),
      basket: fc.constant<number[]>([]),
    }),
  ),
});

test('fills every list, without repeats and without what may not be shown', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const list = listOf(request);
      const { page, history } = request;
      expect(list).toHaveLength(request.limit);
      expect(new Set(list).size).toBe(list.length);
      expect(list.every(inStock)).toBe(true);
      expect(list).not.toContain(page.item);
      const chosen = [...page.basket, ...boughtItems(history)];
      if (STRATEGIES[request.strategy].repeats !== true)
        for (const each of chosen) expect(list).not.toContain(each);
    }),
    { numRuns: 200 },
  );
});

test('keeps to the rules of the owner and of the request', () => {
  const strict = rankerWith('exclude where brand = "Elm"', 'pin "nowhere" at 1');
  const pinned = stocked.find((each) => shop.items[each]?.brand !== 'Elm') ?? 0;
  const rules = [`pin "${products.idAt(pinned)}" at 2`, `pin "${products.idAt(pinned)}" at 4`];
  fc.assert(
    fc.property(requests, (request) => {
      const list = listOf({ ...request, rules }, strict);
      expect(new Set(list).size).toBe(list.length);
      expect(list.some((each) => shop.items[each]?.brand === 'Elm')).toBe(false);
      const { page, history, limit } = request;
      const chosen = [page.item, ...page.basket, ...boughtItems(history)];
      if (limit >= 2 && !chosen.includes(pinned)) expect(list[1]).toBe(pinned);
    }),
  );
});

test('gives two pins of one place in the order of the rules', () => {
  const [a = 0, b = 0] = stocked;
  const rules = [a, b].map((each) => `pin "${products.idAt(each)}" at 1`);
  expect(listOf(requestOf('trending', { rules })).slice(0, 2)).toEqual([a, b]);
});

test('lists what is out of stock only where a rule allows it', () => {
  const out = [...Array(size).keys()].find((each) => !inStock(each)) ?? 0;
  const pin = `pin "${products.idAt(out)}" at 1`;
  expect(listOf(requestOf('trending', { rules: [pin] }))).not.toContain(out);
  expect(listOf(requestOf('trending', { rules: [pin, 'allow out-of-stock'] }))[0]).toBe(out);
});

test('says which strategy answered, and that nobody’s history was in it', () => {
  for (const strategy of STRATEGY_NAMES) {
    const answer = ranker.rank(requestOf(strategy));
    expect(answer.personal).toBe(false);
    expect(STRATEGY_NAMES).toContain(answer.strategy);
  }
  expect(ranker.rank(requestOf('recently-viewed')).strategy).toBe('trending');
});

const [a = 0, b = 0, c = 0] = stocked;

test('shows what was viewed, the newest first', () => {
  const answer = ranker.rank(requestOf('recently-viewed', { history: views(a, b, a, c) }));
  expect(answer.items.slice(0, 3).map((each) => each.item)).toEqual([c, a, b]);
  expect(answer).toMatchObject({ strategy: 'recently-viewed', personal: true });
});

test('fills a strict list with nothing but what its strategy finds', () => {
  const [a = 0, b = 0] = stocked;
  const request = requestOf('recently-viewed', { strict: true });
  const answered = { items: [], strategy: 'recently-viewed', personal: false };
  expect(ranker.rank(request)).toMatchObject(answered);
  expect(listOf({ ...request, history: views(a, b) })).toEqual([b, a]);
});

test('comes back to what was looked at twice and not bought', () => {
  const history: Interaction[] = [...views(a, b, c, b, a), { item: b, kind: 'purchase', at: NOW }];
  const answer = ranker.rank(requestOf('back-in-view', { history, limit: 1 }));
  expect(answer).toMatchObject({ strategy: 'back-in-view', items: [{ item: a }] });
});

test('names the product that a list is about', () => {
  const { items, strategy } = ranker.rank(
    requestOf('because-you-viewed', { history: views(a, c), limit: 4 }),
  );
  expect(strategy).toBe('because-you-viewed');
  const named = items.flatMap(({ contributions }) => contributions.map(({ because }) => because));
  expect(new Set(named.filter((each) => each !== undefined))).toEqual(new Set([c]));
});

test('completes a basket with other kinds of products than it holds', () => {
  const basket = [a, b];
  const request = requestOf('complete-the-basket', { page: { kind: 'basket', basket }, limit: 4 });
  const answer = ranker.rank(request);
  if (answer.strategy !== 'complete-the-basket') throw new Error(answer.strategy);
  const own = basket.map((each) => shop.catalog.items.category[each]);
  const first = answer.items[0]?.item ?? 0;
  expect(own).not.toContain(shop.catalog.items.category[first]);
});

test('offers only reduced products as deals, while there are any', () => {
  const answer = ranker.rank(requestOf('deals', { limit: 4 }));
  expect(answer.strategy).toBe('deals');
  for (const { item: each } of answer.items)
    expect(shop.catalog.items.listPrice[each]).toBeGreaterThan(shop.catalog.items.price[each] ?? 0);
});

test('stays within the category of the page, while it has enough', () => {
  const category = shop.catalog.items.category[a] ?? 0;
  const request = requestOf('popular-in-category', {
    page: { kind: 'category', category, basket: [] },
    limit: 3,
  });
  const answer = ranker.rank(request);
  expect(answer.strategy).toBe('popular-in-category');
  for (const { item: each } of answer.items)
    expect(shop.items[each]?.category[0]).toBe(shop.items[a]?.category[0]);
});

test('ranks with the first part of a pack alone', () => {
  const { items, categories, brands } = shop.catalog;
  const early = new Ranker({ items, categories, brands }, { weights: DEFAULT_WEIGHTS });
  for (const strategy of STRATEGY_NAMES) {
    const request = requestOf(strategy, { history: views(a, b) });
    expect(listOf(request, early)).toHaveLength(8);
  }
  expect(lookedAt(views(a, b))).toEqual([b, a]);
});
