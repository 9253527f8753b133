import type { ShopEvent } from '@sotto/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Capture } from './capture.ts';

const LAYER = 'testLayer';
const layerOf = (): unknown[] => (window as unknown as Record<string, unknown[]>)[LAYER] ?? [];

let capture: Capture;
let events: ShopEvent[];
let frozen: boolean[];
let consents: string[];
const url = location.href;

beforeEach(() => {
  events = [];
  frozen = [];
  consents = [];
  Object.assign(window, { [LAYER]: [] });
  capture = new Capture({
    events: (batch) => events.push(...batch),
    page: () => undefined,
    consentCommand: (stage) => consents.push(stage),
    error: (error) => {
      throw error;
    },
    frozen: (now) => frozen.push(now),
  });
});

afterEach(() => {
  capture.stop();
  document.body.replaceChildren();
  history.replaceState(null, '', url);
});

const kinds = (): string[] =>
  events.map((event) => `${event.kind} ${'item' in event ? event.item : ''}`);
const told = (expected: readonly string[]): Promise<void> =>
  expect.poll(() => kinds().filter((each) => !each.startsWith('dwell'))).toEqual(expected);

test('replays what was in the data layer and reads what comes later, gtag commands too', async () => {
  layerOf().push({ event: 'view_item', ecommerce: { items: [{ item_id: 'a' }] } });
  capture.start(LAYER);
  layerOf().push({ ecommerce: null }, { event: 'add_to_cart', items: [{ item_id: 'b' }] });
  layerOf().push({ 0: 'event', 1: 'select_item', 2: { items: [{ item_id: 'c' }] }, length: 3 });
  layerOf().push(['consent', 'update', { personalization_storage: 'granted' }]);
  await told(['view a', 'cart b', 'click c']);
  expect(consents).toEqual(['update']);
  expect(capture.state.context).toEqual({ kind: 'product', item: 'a', basket: ['b'] });
});

test('gives the data layer back, and leaves it alone where someone wrapped it since', () => {
  capture.start(LAYER);
  expect(Object.hasOwn(layerOf(), 'push')).toBe(true);
  capture.stop();
  expect(Object.hasOwn(layerOf(), 'push')).toBe(false);
  capture.start(LAYER);
  const theirs = layerOf().push.bind(layerOf());
  layerOf().push = theirs;
  capture.stop();
  expect(layerOf().push).toBe(theirs);
});

test('takes the one product of JSON-LD as a view, and none from a list', async () => {
  const block = document.createElement('script');
  block.type = 'application/ld+json';
  block.textContent = JSON.stringify({
    '@graph': [
      { '@type': 'Product', sku: 7, category: 'Home > Lamps' },
      { '@type': 'ItemList', itemListElement: [{ '@type': 'Product', sku: 'other' }] },
    ],
  });
  document.body.append(block);
  capture.start('');
  await told(['view 7']);
  expect(capture.state.context).toMatchObject({
    kind: 'product',
    item: '7',
    category: 'Home > Lamps',
  });
});

test('reads the main product of microdata and skips related ones', async () => {
  document.body.innerHTML = `<div itemscope itemtype="https://schema.org/Product">
    <meta itemprop="sku" content="m1">
    <div itemprop="isRelatedTo" itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="m2"></div>
  </div>`;
  capture.start('');
  await told(['view m1']);
});

test('prefers attributes to markup and counts tiles as seen and clicked', async () => {
  document.body.innerHTML = `<main data-sotto-page="product" data-sotto-product="p1" data-sotto-basket="x, y">
    <div data-sotto-product="t1"><a href="#t1">tile</a></div></main>`;
  capture.start('');
  await told(['view p1', 'impression t1']);
  document.querySelector('a')?.click();
  await told(['view p1', 'impression t1', 'click t1']);
  expect(capture.state.context).toEqual({ kind: 'product', item: 'p1', basket: ['x', 'y'] });
});

test('begins a new page view when a single-page shop changes the route', async () => {
  capture.start('');
  capture.describe({ kind: 'product', item: 'a', basket: ['b'] }, 'api');
  history.pushState(null, '', '?next');
  await expect.poll(() => capture.state.context).toEqual({ kind: 'other', basket: ['b'] });
});

test('hands everything over before the page is frozen and counts a view again afterwards', async () => {
  capture.start('');
  capture.event({ kind: 'view', item: 'a' }, 'api');
  dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
  expect(kinds()).toContain('view a');
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  expect(frozen).toEqual([true, false]);
  capture.event({ kind: 'view', item: 'a' }, 'api');
  await told(['view a', 'view a']);
});
