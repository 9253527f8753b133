import { DAY_MS, ITEM_EVENT_KINDS } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildProfile, EMPTY_PROFILE, profileOfItems } from './profile.ts';
import type { Interaction } from './types.ts';

const NOW = 20_000 * DAY_MS;
const interestIn = (history: readonly Interaction[], item: number): number => {
  const profile = buildProfile(history, NOW);
  return profile.interest[profile.items.indexOf(item)] ?? 0;
};

test('lists each product once, the newest first', () => {
  const history = [1, 2, 1, 3].map((item) => ({ item, kind: 'view' as const, at: NOW }));
  expect([...buildProfile(history, NOW).items]).toEqual([3, 1, 2]);
});

const interestOf = (interaction: Partial<Interaction>): number =>
  interestIn([{ item: 1, kind: 'purchase', at: NOW, ...interaction }], 1);

test('takes more interest from an order than from the basket, a view or an impression', () => {
  const kinds = ['purchase', 'cart', 'view', 'click', 'impression'] as const;
  const interests = kinds.map((kind) => interestOf({ kind }));
  expect(interests).toEqual([...interests].sort((a, b) => b - a));
  expect(interests.at(-1)).toBe(0);
});

test('halves interest with every half-life', () => {
  const [now = 0, once, twice] = [0, 30, 60].map((days) => interestOf({ at: NOW - days * DAY_MS }));
  expect(once).toBeCloseTo(now / 2, 6);
  expect(twice).toBeCloseTo(now / 4, 6);
});

test('takes a long look for more interest than a short one, up to a minute', () => {
  const [short = 0, long, minute, hour] = [1000, 30_000, 60_000, 3_600_000].map((visibleMs) =>
    interestOf({ kind: 'dwell', visibleMs }),
  );
  expect(long).toBeGreaterThan(short);
  expect(hour).toBe(minute);
});

test('takes interest back with a refund, and leaves the product out after a second one', () => {
  const order: Interaction = { item: 1, kind: 'purchase', at: NOW };
  const refund: Interaction = { item: 1, kind: 'refund', at: NOW };
  expect(interestIn([order, refund], 1)).toBeLessThan(interestIn([order], 1) / 2);
  expect(buildProfile([order, refund, refund], NOW).items).toHaveLength(0);
});

test('counts the page’s product and basket as newest', () => {
  const history: Interaction[] = [{ item: 9, kind: 'view', at: NOW }];
  const page = { kind: 'product', item: 4, basket: [5, 6] };
  expect([...buildProfile(history, NOW, { page }).items]).toEqual([4, 6, 5, 9]);
});

test('keeps the newest products up to the limit', () => {
  const history = Array.from({ length: 80 }, (_, item) => ({
    item,
    kind: 'view' as const,
    at: NOW,
  }));
  const { items } = buildProfile(history, NOW, { maxItems: 10 });
  expect([...items]).toEqual([79, 78, 77, 76, 75, 74, 73, 72, 71, 70]);
});

test('has interest above 0 and at most 1 in distinct products, whatever happened', () => {
  const interaction = fc.record({
    item: fc.nat(9),
    kind: fc.constantFrom(...ITEM_EVENT_KINDS, 'dwell' as const),
    at: fc.integer({ min: NOW - 400 * DAY_MS, max: NOW + DAY_MS }),
    visibleMs: fc.nat(1e7),
  });
  fc.assert(
    fc.property(fc.array(interaction), (history) => {
      const { items, interest } = buildProfile(history, NOW);
      expect(new Set(items).size).toBe(items.length);
      expect(interest.length).toBe(items.length);
      expect(interest.every((value) => value > 0 && value <= 1)).toBe(true);
    }),
  );
});

test('has no product where nothing is known, and given ones with interest 1', () => {
  expect(EMPTY_PROFILE.items).toHaveLength(0);
  expect(profileOfItems([3, 5, 3])).toEqual({
    items: Uint32Array.of(3, 5),
    interest: Float32Array.of(1, 1),
  });
});
