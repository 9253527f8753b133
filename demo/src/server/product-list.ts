import { markup, type Html } from './markup.ts';
import type { ShopProduct } from './shop-data.ts';

/** Orders that a list may have; the first is the default. */
const SORTS = ['popular', 'price-up', 'price-down', 'rating', 'newest'] as const;

/** One of the above. */
export type Sort = (typeof SORTS)[number];

/** Products on one page of a list. */
export const PAGE_SIZE = 24;

/** How a list was asked for. */
export interface ListQuery {
  readonly sort: Sort;
  /** From 1. */
  readonly page: number;
}

const LABELS: Readonly<Record<Sort, string>> = {
  popular: 'Most popular',
  'price-up': 'Price, low to high',
  'price-down': 'Price, high to low',
  rating: 'Best rated',
  newest: 'Newest',
};

const COMPARE: Readonly<Record<Sort, ((a: ShopProduct, b: ShopProduct) => number) | undefined>> = {
  popular: undefined,
  'price-up': (a, b) => a.price - b.price,
  'price-down': (a, b) => b.price - a.price,
  rating: (a, b) => b.rating - a.rating,
  newest: (a, b) => b.addedDay - a.addedDay,
};

/** Products in another order; `popular` keeps the one they come in. */
export function sortProducts(products: readonly ShopProduct[], sort: Sort): readonly ShopProduct[] {
  const compare = COMPARE[sort];
  return compare === undefined ? products : [...products].sort(compare);
}

/** Reads `sort` and `page` of a query string; what makes no sense becomes the default. */
export function listQuery(query: Readonly<Record<string, unknown>>, total: number): ListQuery {
  const sort = SORTS.find((each) => each === query['sort']) ?? 'popular';
  const wanted = Math.trunc(Number(query['page'])) || 1;
  return { sort, page: Math.min(Math.max(1, wanted), Math.max(1, Math.ceil(total / PAGE_SIZE))) };
}

type Params = Readonly<Record<string, string>>;

/** The choice of an order, as a form that works without script. */
export function sortBar(url: string, params: Params, sort: Sort, total: number): Html {
  return markup`<form class="sort" action="${url}" data-submit-on-change>
    <p>${total} ${total === 1 ? 'product' : 'products'}</p>
    ${Object.entries(params).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`)}
    <label>Sort by <select name="sort">${SORTS.map((each) => markup`<option value="${each}"${selected(each === sort)}>${LABELS[each]}</option>`)}</select></label>
    <button class="plain">Sort</button>
  </form>`;
}

const selected = (on: boolean): Html | undefined => (on ? markup` selected` : undefined);

/** Links to the pages of a long list. */
export function pager(
  url: string,
  params: Params,
  { sort, page }: ListQuery,
  total: number,
): Html | undefined {
  const pages = Math.ceil(total / PAGE_SIZE);
  if (pages < 2) return undefined;
  const href = (to: number): string =>
    `${url}?${new URLSearchParams({ ...params, sort, page: String(to) }).toString()}`;
  const near = Array.from({ length: pages }, (_, i) => i + 1).filter(
    (each) => each === 1 || each === pages || Math.abs(each - page) < 3,
  );
  return markup`<nav class="pager" aria-label="Pages"><ul>
    ${page > 1 ? markup`<li><a href="${href(page - 1)}" rel="prev" aria-label="Previous page">←</a></li>` : undefined}
    ${near.map((each, i) => markup`${each - (near[i - 1] ?? 0) > 1 ? markup`<li aria-hidden="true">…</li>` : undefined}<li>${each === page ? markup`<a href="${href(each)}" aria-current="page">${each}</a>` : markup`<a href="${href(each)}">${each}</a>`}</li>`)}
    ${page < pages ? markup`<li><a href="${href(page + 1)}" rel="next" aria-label="Next page">→</a></li>` : undefined}
  </ul></nav>`;
}
