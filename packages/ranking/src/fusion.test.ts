import { CHANNEL_NAMES, DAY_MS, seededRng, type ChannelWeights } from '@sotto/core';
import { rankingCatalog, syntheticShop } from '@sotto/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNELS } from './channels/index.ts';
import { DEFAULT_WEIGHTS } from './default-weights.ts';
import { addVector } from './item-vectors.ts';
import { Scorer, type ScoreInput } from './fusion.ts';
import { ChannelValues } from './channel-values.ts';
import { buildProfile, EMPTY_PROFILE, profileOfItems, type Profile } from './profile.ts';
import type { RankingCatalog } from './types.ts';

const NOW = 20_400 * DAY_MS;
const shop = syntheticShop();
const { size } = shop.catalog.items;
const page = { kind: 'home', basket: [] };
/** Where a history leads to: to a product of the shop. */
const query = new Float32Array(shop.catalog.vectors?.dimensions ?? 0);
if (shop.catalog.vectors !== undefined) addVector(shop.catalog.vectors, 7, 1, query);
/** What the shopper likes: things like another product of the shop. */
const taste = new Float32Array(shop.catalog.vectors?.dimensions ?? 0);
if (shop.catalog.vectors !== undefined) addVector(shop.catalog.vectors, 11, 1, taste);

const inputOf = (profile: Profile): ScoreInput => ({ profile, page, query, taste, now: NOW });

const history = fc.array(
  fc.record({
    item: fc.nat(size - 1),
    kind: fc.constantFrom('view' as const, 'cart' as const, 'purchase' as const),
    at: fc.integer({ min: NOW - 90 * DAY_MS, max: NOW }),
  }),
  { maxLength: 12 },
);
const profiles = history.map((events) => buildProfile(events, NOW));
const weights: fc.Arbitrary<ChannelWeights> = fc
  .array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: CHANNEL_NAMES.length,
    maxLength: CHANNEL_NAMES.length,
  })
  .map(
    (values) =>
      Object.fromEntries(
        CHANNEL_NAMES.map((name, at) => [name, values[at]]),
      ) as unknown as ChannelWeights,
  );

test('every channel gives 0 to 1, and explains what it gave', () => {
  fc.assert(
    fc.property(profiles, fc.nat(size - 1), (profile, item) => {
      const input = { ...inputOf(profile), catalog: shop.catalog };
      for (const channel of CHANNELS) {
        const out = new Float32Array(size);
        channel.score(input, out);
        expect(out.every((value) => value >= 0 && value <= 1 + 1e-6)).toBe(true);
        const { value, because } = channel.explain(input, item);
        expect(Math.abs(value - (out[item] ?? 0))).toBeLessThan(1e-5);
        if (because !== undefined) expect(profile.items).toContain(because);
      }
    }),
  );
});

test('explains a score as the sum of its parts, strongest first', () => {
  const scorer = new Scorer(shop.catalog);
  fc.assert(
    fc.property(profiles, weights, fc.nat(size - 1), (profile, theta, item) => {
      const score = scorer.score(inputOf(profile), theta)[item] ?? 0;
      const parts = scorer.explain(item);
      const sum = parts.reduce((total, { value }) => total + value, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-5);
      const sizes = parts.map(({ value }) => Math.abs(value));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    }),
  );
});

test('channels that are computed once add up to the same scores, to the last bit', () => {
  const scorer = new Scorer(shop.catalog);
  const values = new ChannelValues(size, CHANNEL_NAMES.toReversed());
  const out = new Float32Array(size);
  fc.assert(
    fc.property(profiles, fc.array(weights, { maxLength: 3 }), (profile, thetas) => {
      scorer.load(inputOf(profile), values);
      for (const theta of thetas)
        expect(values.scores(theta, out)).toEqual(scorer.score(inputOf(profile), theta));
    }),
    { numRuns: 30 },
  );
});

test('tells the values of some products, one after the other', () => {
  const scorer = new Scorer(shop.catalog);
  const values = new ChannelValues(size, ['popularity', 'terms']);
  scorer.load(inputOf(profileOfItems([1, 2])), values);
  const rows = values.rows([5, 2], ['terms', 'brand', 'popularity']);
  const [terms, popularity] = [values.of('terms'), values.of('popularity')];
  expect([...rows]).toEqual([terms?.[5], 0, popularity?.[5], terms?.[2], 0, popularity?.[2]]);
  expect(values.of('brand')).toBeUndefined();
});

test('a taste of other vectors is none', () => {
  const scorer = new Scorer(shop.catalog);
  const only = { ...DEFAULT_WEIGHTS, terms: 0, neighbours: 0, taste: 1 };
  const input = inputOf(EMPTY_PROFILE);
  const liked = scorer.score(input, only);
  const none = scorer.score({ ...input, taste: undefined }, only);
  expect(liked[11]).toBeGreaterThan((none[11] ?? 0) + 0.9);
  expect(scorer.score({ ...input, taste: new Float32Array(3).fill(1) }, only)).toEqual(none);
});

test('names the product of the history that carried a neighbour', () => {
  const { neighbours } = shop.catalog;
  const from = shop.catalog.items.popularity.findIndex(
    (_, item) => (neighbours?.offsets[item + 1] ?? 0) > (neighbours?.offsets[item] ?? 0),
  );
  const to = neighbours?.items[neighbours.offsets[from] ?? 0] ?? -1;
  const scorer = new Scorer(shop.catalog);
  scorer.score(inputOf(profileOfItems([from])), DEFAULT_WEIGHTS);
  expect(scorer.explain(to).find(({ channel }) => channel === 'neighbours')).toMatchObject({
    because: from,
  });
});

test('moves every score up, or leaves it, when a weight grows', () => {
  const scorer = new Scorer(shop.catalog);
  fc.assert(
    fc.property(profiles, weights, fc.constantFrom(...CHANNEL_NAMES), (profile, theta, name) => {
      const before = scorer.score(inputOf(profile), theta);
      const after = scorer.score(inputOf(profile), { ...theta, [name]: theta[name] + 0.5 });
      expect(after.every((score, item) => score >= (before[item] ?? 0) - 1e-5)).toBe(true);
    }),
  );
});

test('does not depend on the order of the catalog', () => {
  const rng = seededRng(3);
  const order = shop.items
    .map((_, at) => ({ at, draw: rng.next() }))
    .sort((a, b) => a.draw - b.draw)
    .map(({ at }) => at);
  const shuffled = rankingCatalog(order.flatMap((at) => shop.items[at] ?? []));
  const place = new Map(order.map((from, to) => [from, to]));
  const { neighbours: _, ...straight } = shop.catalog;
  const a = new Scorer(straight);
  const b = new Scorer(shuffled);
  fc.assert(
    fc.property(profiles, (profile) => {
      const moved = { ...profile, items: profile.items.map((item) => place.get(item) ?? 0) };
      const expected = a.score(inputOf(profile), DEFAULT_WEIGHTS);
      const found = b.score(inputOf(moved), DEFAULT_WEIGHTS);
      const worst = expected.map((score, item) =>
        Math.abs(score - (found[place.get(item) ?? 0] ?? 0)),
      );
      expect(Math.max(...worst)).toBeLessThan(1e-5);
    }),
  );
});

test('scores with every part missing, and with none of the shopper known', () => {
  const { neighbours: _n, terms: _t, vectors: _v, ...bare } = shop.catalog;
  const blank: RankingCatalog = {
    ...bare,
    items: {
      ...bare.items,
      price: new Uint32Array(size),
      popularity: new Uint8Array(size),
      addedDay: new Uint16Array(size),
      category: new Uint16Array(size),
      brand: new Uint16Array(size),
    },
  };
  const weightsWithoutSeen = { ...DEFAULT_WEIGHTS, seen: 0 };
  const scores = new Scorer(blank).score(inputOf(profileOfItems([1, 2])), weightsWithoutSeen);
  expect(scores).toEqual(new Float32Array(size));
  const unknown = new Scorer(shop.catalog).score(inputOf(EMPTY_PROFILE), DEFAULT_WEIGHTS);
  expect(unknown.every((score) => Number.isFinite(score))).toBe(true);
  expect(Math.max(...unknown)).toBeGreaterThan(0);
});

test('looks at the category of the page without any history', () => {
  const category = shop.catalog.items.category[0] ?? 0;
  const scorer = new Scorer(shop.catalog);
  const input = { ...inputOf(EMPTY_PROFILE), page: { kind: 'category', category, basket: [] } };
  const scores = scorer.score(input, { ...DEFAULT_WEIGHTS, popularity: 0, freshness: 0 });
  const best = Math.max(...scores);
  expect(best).toBeGreaterThan(0);
  scores.forEach((score, item) => {
    expect(score === best).toBe(shop.catalog.items.category[item] === category);
  });
});
