import type { EventSource, ItemEventKind, ShopEvent } from '@sotto/core';
import { expect, test } from 'vitest';
import { Dedupe } from './dedupe.ts';

const act = (kind: ItemEventKind, source: EventSource, at = 0, item = 'a'): ShopEvent => ({
  kind,
  item,
  at,
  source,
});

test('counts the same act from two sources once', () => {
  const dedupe = new Dedupe();
  expect(dedupe.accept(act('cart', 'datalayer', 0))).toBe(true);
  expect(dedupe.accept(act('cart', 'api', 500))).toBe(false);
});

test('counts putting a product into the basket twice as two acts', () => {
  const dedupe = new Dedupe();
  expect(dedupe.accept(act('cart', 'datalayer', 0))).toBe(true);
  expect(dedupe.accept(act('cart', 'datalayer', 500))).toBe(true);
});

test('counts a view once for each page view', () => {
  const dedupe = new Dedupe();
  expect(dedupe.accept(act('view', 'datalayer', 0))).toBe(true);
  expect(dedupe.accept(act('view', 'datalayer', 9_000))).toBe(false);
  dedupe.leave();
  expect(dedupe.accept(act('view', 'datalayer', 9_001))).toBe(true);
});

test("ignores the markup's id where the shop's own event has named the product", () => {
  const dedupe = new Dedupe();
  expect(dedupe.accept(act('view', 'datalayer', 0, 'id-1'))).toBe(true);
  expect(dedupe.accept(act('view', 'markup', 10, 'SKU-1'))).toBe(false);
});
