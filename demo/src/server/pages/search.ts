import { listEvent } from '../analytics.ts';
import { dataBlock, markup } from '../markup.ts';
import { productGrid } from '../product-card.ts';
import { pager, PAGE_SIZE, sortBar, sortProducts, type ListQuery } from '../product-list.ts';
import type { ShopProduct } from '../shop-data.ts';
import { recommendations, remembered, type Page, type Visit } from '../view.ts';

/** What the shop's own search found. */
export function searchPage(
  { data }: Visit,
  query: string,
  found: readonly ShopProduct[],
  list: ListQuery,
): Page {
  const start = (list.page - 1) * PAGE_SIZE;
  const shown = sortProducts(found, list.sort).slice(start, start + PAGE_SIZE);
  const searched = dataBlock(
    'application/json',
    { event: 'view_search_results', search_term: query },
    'data-layer',
  );
  const params = { q: query };
  return {
    kind: 'search',
    title: query === '' ? 'Search' : `“${query}”`,
    query,
    blocks:
      shown.length === 0
        ? [searched]
        : [searched, listEvent('search_results', shown, data.currency)],
    main: markup`
      <header class="head"><h1>${query === '' ? 'Search' : markup`Results for “${query}”`}</h1></header>
      ${
        found.length === 0
          ? markup`<p class="empty">${query === '' ? 'What are you looking for?' : 'Nothing fits. Try fewer or other words, or look at what others like.'}</p>${recommendations('trending', 'Everyone likes these')}`
          : markup`${sortBar('/search', params, list.sort, found.length)}${productGrid(shown, data.currency, 'search_results')}${pager('/search', params, list, found.length)}`
      }
      ${remembered('back-in-view', 'Back to what you looked at')}`,
  };
}
