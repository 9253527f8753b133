import type { RecommendRequest } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { fallbackList, readFallback } from './fallback-list.ts';

const item = (id: string): object => ({ id, title: id, url: `/${id}`, brand: '', category: ['A'] });
const content = readFallback({
  currency: 'EUR',
  items: ['a', 'b', 'c'].map(item),
  best: [0, 1, 2, 99],
  byCategory: { A: [2] },
});
const request = (page: Partial<RecommendRequest['page']> = {}): RecommendRequest => ({
  strategy: 'for-you',
  limit: 8,
  page: { kind: 'other', basket: [], ...page },
});

test("puts the best of the page's category first", () => {
  const list = fallbackList(content, request({ category: 'A > B' }));
  expect(list.items.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  expect(list).toMatchObject({ strategy: 'popular-in-category', personal: false, currency: 'EUR' });
});

test("leaves out the page's product and the basket", () => {
  const list = fallbackList(content, request({ item: 'a', basket: ['b'] }));
  expect(list.items.map(({ id }) => id)).toEqual(['c']);
});

test('does not call bestsellers recently viewed', () => {
  expect(fallbackList(content, { ...request(), strategy: 'recently-viewed' }).items).toEqual([]);
});

test('gives a strict request nothing but what it asks for', () => {
  expect(fallbackList(content, { ...request(), strict: true }).items).toEqual([]);
  const trending = { ...request(), strategy: 'trending', strict: true } as const;
  expect(fallbackList(content, trending).items).toHaveLength(3);
});

test.each([null, 1, {}, { items: [1], byCategory: {} }])('refuses %j', (value) => {
  expect(() => readFallback(value)).toThrow(expect.objectContaining({ code: 'pack/corrupt' }));
});
