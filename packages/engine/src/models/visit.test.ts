import { DAY_MS, type ShopEvent } from '@sotto/core';
import { expect, test } from 'vitest';
import { currentVisit, visitsBetween, type VisitSources } from './visit.ts';

const MINUTE = 60_000;
const event = (kind: 'view' | 'cart' | 'purchase', at: number): ShopEvent => ({
  kind,
  item: 'p-1',
  at,
  source: 'api',
});

/** Three visits: one with an order, one a day later, one that goes on. */
const events = [
  event('view', 0),
  event('cart', 2 * MINUTE),
  event('purchase', 5 * MINUTE),
  event('view', DAY_MS),
  event('cart', DAY_MS + MINUTE),
  event('view', 3 * DAY_MS),
];
const sources: VisitSources = { events, priceOf: () => 500, medianPrice: 1_000 };

test('finds the visits that ended in a period, each with what was known before it', () => {
  const visits = visitsBetween(sources, 0, 2 * DAY_MS);
  expect(visits.map(({ startedAt }) => startedAt)).toEqual([0, DAY_MS]);
  expect(visits.map((visit) => visit.events.map(({ kind }) => kind))).toEqual([
    ['view', 'cart', 'purchase'],
    ['view', 'cart'],
  ]);
  expect(visits.map(({ purchases }) => purchases)).toEqual([0, 1]);
  expect(visits[0]?.daysSincePurchase).toBeUndefined();
  expect(visits[1]?.daysSincePurchase).toBeCloseTo(1 - (5 * MINUTE) / DAY_MS, 9);
});

test('a visit is of the period in which it is known to be over, and of one period alone', () => {
  const over = 5 * MINUTE + 30 * MINUTE;
  expect(visitsBetween(sources, 0, over)).toHaveLength(0);
  expect(visitsBetween(sources, over, over + 1)).toHaveLength(1);
});

test('a visit that goes on is the last one, unless it is over', () => {
  expect(currentVisit(sources, 3 * DAY_MS + MINUTE)?.startedAt).toBe(3 * DAY_MS);
  expect(currentVisit(sources, 3 * DAY_MS + 31 * MINUTE)).toBeUndefined();
});
