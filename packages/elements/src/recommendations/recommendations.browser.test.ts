import type { Recommendation, RecommendationList, RecommendRequest } from '@sotto/protocol';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../elements.ts';
import { fakeClient, type FakeClient } from '../../test/fake-client.ts';
import type { SottoRecommendations } from './recommendations.ts';

afterEach(() => document.body.replaceChildren());

const product = (id: string, more: Partial<Recommendation> = {}): Recommendation => ({
  id,
  title: `Lamp ${id}`,
  url: `/p/${id}`,
  price: 12.5,
  brand: 'Carlisle',
  category: ['Living', 'Lighting'],
  inStock: true,
  reasons: [{ channel: 'terms', share: 1, because: { id: 'x', title: 'Brass lamp' } }],
  ...more,
});

const listOf = (
  items: readonly Recommendation[],
  more: Partial<RecommendationList> = {},
): RecommendationList => ({
  items,
  strategy: 'for-you',
  personal: true,
  currency: 'EUR',
  rankMs: 1,
  ...more,
});

const eight = (): Recommendation[] =>
  Array.from({ length: 8 }, (_, index) => product(String(index)));

interface Shown {
  readonly element: SottoRecommendations;
  readonly client: FakeClient;
  readonly requests: Partial<RecommendRequest>[];
}

/** A list on the page, filled by what `answer` gives. */
async function show(
  answer: (request: Partial<RecommendRequest>) => RecommendationList | Promise<RecommendationList>,
  attributes: Readonly<Record<string, string>> = {},
  content = '',
): Promise<Shown> {
  const requests: Partial<RecommendRequest>[] = [];
  const client = fakeClient({
    recommend: async (request = {}) => {
      requests.push(request);
      return answer(request);
    },
  });
  const element = document.createElement('sotto-recommendations') as SottoRecommendations;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.innerHTML = content;
  element.client = client;
  document.body.append(element);
  await element.updateComplete;
  return { element, client, requests };
}

const within = (element: Element, selector: string): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

const filled = (element: Element): Promise<void> =>
  expect.poll(() => within(element, 'li[data-id]').length).toBeGreaterThan(0);

/** The `visibility` of the buttons that scroll. */
const buttonsOf = (element: Element): string[] =>
  within(element, 'button').map((button) => getComputedStyle(button).visibility);

const isThere = (element: Element): boolean => within(element, 'section').length > 0;

const titles = (element: Element): string[] =>
  within(element, 'a[part="title"]').map((link) => link.textContent.trim());

test('has a task of its own for the skeleton, and its size before it', async () => {
  const lists = [1, 2].map(() => document.createElement('sotto-recommendations'));
  document.body.append(...lists);
  await Promise.resolve();
  const before = lists.map((list) => list.getBoundingClientRect().height);
  expect(lists.flatMap((list) => within(list, 'section'))).toEqual([]);
  const seen: boolean[][] = [];
  const look = (): void => void seen.push(lists.map(isThere));
  for (const list of lists) void (list as SottoRecommendations).updateComplete.then(look);
  await expect.poll(() => lists.every(isThere)).toBe(true);
  expect(seen).toEqual([
    [true, false],
    [true, true],
  ]);
  expect(lists.map((list) => list.getBoundingClientRect().height)).toEqual(before);
});

test('keeps its size from the skeleton to the list, also when there are fewer products', async () => {
  const arrival: { resolve?: (list: RecommendationList) => void } = {};
  const { element } = await show(() => new Promise((resolve) => (arrival.resolve = resolve)));
  const before = element.getBoundingClientRect();
  expect(within(element, 'li[part="skeleton"]')).toHaveLength(8);
  await expect.poll(() => within(element, 'section')[0]?.getAttribute('aria-busy')).toBe('true');
  arrival.resolve?.(listOf(eight().slice(0, 3)));
  await filled(element);
  expect(element.getBoundingClientRect().height).toBe(before.height);
  expect(within(element, 'section')[0]?.getAttribute('aria-busy')).toBe('false');
});

test('keeps the box of every place of a grid', async () => {
  const arrival: { resolve?: (list: RecommendationList) => void } = {};
  const answer = (): Promise<RecommendationList> =>
    new Promise((resolve) => (arrival.resolve = resolve));
  const { element } = await show(answer, { layout: 'grid', limit: '30' });
  const before = element.getBoundingClientRect().height;
  await expect.poll(() => arrival.resolve).toBeDefined();
  arrival.resolve?.(listOf([product('1')]));
  await filled(element);
  expect(element.getBoundingClientRect().height).toBe(before);
  expect(before).toBeGreaterThan(700);
});

test('has buttons to scroll with only where there is something to scroll to', async () => {
  const { element: long } = await show(() => listOf(eight().concat(eight())), { limit: '16' });
  await filled(long);
  await expect.poll(() => buttonsOf(long)).toEqual(['visible', 'visible']);
  const { element: short } = await show(() => listOf([product('1')]), { limit: '16' });
  await filled(short);
  await expect.poll(() => buttonsOf(short)).toEqual(['hidden', 'hidden']);
});

test('has the height before its code arrived that the tag reserves for it', async () => {
  const { element } = await show(() => listOf(eight()));
  await filled(element);
  const reserved = 24 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  expect(element.getBoundingClientRect().height).toBe(reserved);
});

test('names the list, its products, prices and reasons for those who listen', async () => {
  const { element } = await show(() => listOf([product('1', { listPrice: 20 })]), { locale: 'en' });
  await filled(element);
  const region = page.getByRole('region', { name: 'For you', exact: true });
  await expect.element(region).toBeVisible();
  await expect.element(region.getByRole('heading', { name: 'For you' })).toBeVisible();
  // Places without a product are not for those who listen.
  expect(region.getByRole('listitem').elements()).toHaveLength(1);
  await expect.element(region.getByRole('link', { name: 'Lamp 1', exact: true })).toBeVisible();
  expect(within(element, '[part="price"]')[0]?.textContent).toMatch(/€12\.50.*before.*€20\.00/s);
  expect(within(element, 'summary')[0]?.getAttribute('aria-label')).toBe(
    'Like Brass lamp – Why this?',
  );
  expect(within(element, '[part="image"]')[0]?.getAttribute('aria-hidden')).toBe('true');
});

test('has a name for those who listen where it shows none, or the shop’s own', async () => {
  await show(() => listOf(eight()), { heading: '', locale: 'en' });
  const unnamed = page.getByRole('region', { name: 'For you' });
  await expect.element(unnamed).toBeInTheDocument();
  expect(unnamed.getByRole('heading').element().getBoundingClientRect().width).toBe(1);
  await show(() => listOf(eight()), {}, '<b slot="heading">Picked by hand</b>');
  await expect.element(page.getByRole('region', { name: 'Picked by hand' })).toBeVisible();
});

test('moves among products by arrow keys, along the writing direction', async () => {
  for (const [direction, forward] of [
    ['ltr', '{ArrowRight}'],
    ['rtl', '{ArrowLeft}'],
  ] as const) {
    document.body.dir = direction;
    const { element } = await show(() => listOf(eight()));
    await filled(element);
    const links = within(element, 'a[part="title"]');
    links[0]?.focus();
    await userEvent.keyboard(forward);
    expect(element.shadowRoot?.activeElement).toBe(links[1]);
    await userEvent.keyboard('{End}');
    expect(element.shadowRoot?.activeElement).toBe(links.at(-1));
    await userEvent.keyboard('{Home}');
    expect(element.shadowRoot?.activeElement).toBe(links[0]);
    element.remove();
  }
  document.body.removeAttribute('dir');
});

test('starts at the right where text runs from right to left', async () => {
  document.body.dir = 'rtl';
  const { element } = await show(() => listOf(eight()));
  await filled(element);
  const [first, second] = within(element, 'li[data-id]').map((card) =>
    card.getBoundingClientRect(),
  );
  document.body.removeAttribute('dir');
  expect(first!.left).toBeGreaterThan(second!.left);
});

test('speaks Chinese where the page does, and says so in the heading of a stand-in', async () => {
  const { element } = await show(() => listOf([product('1')], { strategy: 'trending' }), {
    locale: 'zh-CN',
    heading: '专属推荐',
  });
  await filled(element);
  await expect.element(page.getByRole('region', { name: '热门商品' })).toBeVisible();
  const buttons = within(element, 'button').map((button) => button.getAttribute('aria-label'));
  expect(buttons).toEqual(['上一组商品', '下一组商品']);
  expect(within(element, 'summary')[0]?.textContent.trim()).toBe('与“Brass lamp”相似');
});

test('shows the shop’s own card, with values as text and never as markup', async () => {
  const hostile = product('1', { title: '<img src=x onerror=alert(1)>', brand: 'A & B' });
  const { element } = await show(
    () => listOf([hostile]),
    {},
    `<template data-sotto-card>
       <a data-sotto-bind="href:url; title:brand; onclick:title"><b data-sotto-text="title"></b></a>
     </template>`,
  );
  await filled(element);
  const [link] = within(element, 'li a');
  expect(link?.getAttribute('href')).toBe('/p/1');
  expect(link?.title).toBe('A & B');
  expect(link?.hasAttribute('onclick')).toBe(false);
  expect(link?.textContent).toBe('<img src=x onerror=alert(1)>');
  expect(within(element, 'img')).toHaveLength(0);
});

test.for(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' javascript:alert(1)'])(
  'refuses %s as an address',
  async (url) => {
    const { element } = await show(() => listOf([product('1', { url, imageUrl: url })]));
    await filled(element);
    expect(within(element, 'a')[0]?.getAttribute('href')).toBe('#');
    expect(within(element, 'img')[0]?.getAttribute('src')).toBe('#');
  },
);

test('tells the shop of results and clicks, and lets it keep a click for itself', async () => {
  const told: string[] = [];
  for (const type of ['sotto-results', 'sotto-click'])
    document.body.addEventListener(type, ({ type: name }) => told.push(name), { once: true });
  const { element, client } = await show(() => listOf(eight()));
  await filled(element);
  document.body.addEventListener('sotto-click', (event) => event.preventDefault(), { once: true });
  const click = new MouseEvent('click', { bubbles: true, cancelable: true });
  within(element, 'a[part="title"]')[0]?.dispatchEvent(click);
  expect(click.defaultPrevented).toBe(true);
  expect(told).toEqual(['sotto-results', 'sotto-click']);
  expect(client.tracked).toContainEqual({ kind: 'click', item: '0' });
});

test('reports a product as seen once it was', async () => {
  const { client } = await show(() => listOf([product('7')]));
  await expect.poll(() => client.tracked).toContainEqual({ kind: 'impression', item: '7' });
});

test('asks for products that no list above it shows', async () => {
  const first = await show(() => listOf(eight()));
  const second = await show(() => listOf([product('a')]));
  await filled(second.element);
  await filled(first.element);
  expect(second.requests[0]?.exclude).toEqual(eight().map(({ id }) => id));
  expect(first.requests[0]?.exclude).toEqual([]);
});

test('asks once more, however much changes while it waits for an answer', async () => {
  const answers: ((list: RecommendationList) => void)[] = [];
  const { element, client } = await show(() => new Promise((resolve) => answers.push(resolve)));
  await expect.poll(() => answers).toHaveLength(1);
  for (const cause of ['pack', 'history', 'page']) client.emit('change', { cause });
  answers[0]?.(listOf([product('first')]));
  await expect.poll(() => titles(element)).toEqual(['Lamp first']);
  await expect.poll(() => answers).toHaveLength(2);
  client.emit('change', { cause: 'pack' });
  answers[1]?.(listOf([product('outdated')]));
  await expect.poll(() => answers).toHaveLength(3);
  expect(titles(element)).toEqual(['Lamp first']);
  answers[2]?.(listOf([product('last')]));
  await expect.poll(() => titles(element)).toEqual(['Lamp last']);
});

test('follows a change of the history, though not under the focus', async () => {
  let answer = [product('old')];
  const { element, client } = await show(() => listOf(answer));
  await filled(element);
  answer = [product('new')];
  within(element, 'a')[0]?.focus();
  client.emit('change', { cause: 'history' });
  await element.updateComplete;
  expect(titles(element)).toEqual(['Lamp old']);
  within(element, 'a')[0]?.blur();
  await expect.poll(() => titles(element)).toEqual(['Lamp new']);
});

test('draws a picture when it arrives, without an address that could be fetched', async () => {
  const { element, client } = await show(() => listOf([product('1')]));
  await filled(element);
  expect(within(element, 'canvas')[0]?.hidden).toBe(true);
  client.pictures.set('1', await createImageBitmap(new ImageData(96, 96)));
  client.emit('change', { cause: 'thumbnails' });
  await expect.poll(() => within(element, 'canvas')[0]?.hidden).toBe(false);
  expect(within(element, 'img')).toHaveLength(0);
});

test('is an empty list, and says so, where no tag is on the page', async () => {
  const told: string[] = [];
  document.body.addEventListener('sotto-error', ({ type }) => told.push(type), { once: true });
  const element = document.createElement('sotto-recommendations') as SottoRecommendations;
  document.body.append(element);
  await element.updateComplete;
  await expect.poll(() => within(element, '[role="status"]').length).toBe(1);
  expect(told).toEqual(['sotto-error']);
});

test('keeps what it shows and tells the shop when the client fails', async () => {
  const told: unknown[] = [];
  const listen = (event: Event): void => void told.push((event as CustomEvent).detail);
  document.body.addEventListener('sotto-error', listen);
  const failure = new Error('no');
  let answer: RecommendationList | undefined = listOf([product('1')]);
  const { element } = await show(() => {
    if (answer === undefined) throw failure;
    return answer;
  });
  await filled(element);
  answer = undefined;
  await element.refresh();
  document.body.removeEventListener('sotto-error', listen);
  expect(told).toEqual([{ error: failure }]);
  expect(titles(element)).toEqual(['Lamp 1']);
});

test('is not there until there is something to show, where nothing may stand in', async () => {
  let answer = listOf([], { strategy: 'recently-viewed' });
  const attributes = { strategy: 'recently-viewed', fallback: 'none' };
  const told: string[] = [];
  document.body.addEventListener('sotto-empty', ({ type }) => told.push(type), { once: true });
  const { element, client, requests } = await show(() => answer, attributes);
  expect(getComputedStyle(element).display).toBe('none');
  await expect.poll(() => told).toEqual(['sotto-empty']);
  expect(requests[0]).toMatchObject({ strategy: 'recently-viewed', strict: true });
  expect(element.getBoundingClientRect().height).toBe(0);
  answer = listOf([product('1')], { strategy: 'recently-viewed' });
  client.emit('change', { cause: 'history' });
  await filled(element);
  expect(element.getBoundingClientRect().height).toBeGreaterThan(300);
});

test('shows why a product is there, one at a time, until Escape', async () => {
  const { element } = await show(() => listOf(eight()), { locale: 'en' });
  await filled(element);
  const [first, second] = within(element, 'summary');
  first?.click();
  second?.click();
  const open = (): Element[] => within(element, 'details[open]');
  await expect.poll(open).toEqual([second?.parentElement]);
  expect(open()[0]?.textContent).toMatch(/Like Brass lamp\s*100%/);
  second?.focus();
  await userEvent.keyboard('{Escape}');
  expect(open()).toEqual([]);
});

test('takes any limit and currency without breaking', async () => {
  for (const [limit, places] of [
    ['abc', 8],
    ['-3', 1],
    ['2.9', 2],
    ['1e9', 100],
  ] as const) {
    const { element, requests } = await show(() => listOf([product('1')], { currency: '' }), {
      limit,
      locale: 'en',
    });
    await filled(element);
    expect(requests[0]?.limit).toBe(places);
    expect(within(element, '[part="price"]')[0]?.textContent.trim()).toBe('12.50');
    element.remove();
  }
});

test('wears the shop’s look through custom properties and parts', async () => {
  const sheet = document.createElement('style');
  sheet.textContent =
    'sotto-recommendations { --sotto-card-width: 100px; } sotto-recommendations::part(title) { color: rgb(1, 2, 3); }';
  document.head.append(sheet);
  const { element } = await show(() => listOf(eight()));
  await filled(element);
  expect(within(element, 'li[data-id]')[0]?.getBoundingClientRect().width).toBe(100);
  expect(getComputedStyle(within(element, 'a[part="title"]')[0]!).color).toBe('rgb(1, 2, 3)');
  sheet.remove();
});
