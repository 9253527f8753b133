import { CATEGORY_SEPARATOR } from '@sotto/core';
import { listEvent } from '../analytics.ts';
import { breadcrumbData, breadcrumbs, categoriesOf } from '../breadcrumbs.ts';
import { markup, type Html } from '../markup.ts';
import { productGrid } from '../product-card.ts';
import { pager, PAGE_SIZE, sortBar, sortProducts, type ListQuery } from '../product-list.ts';
import { slugOf, type ShopCategory } from '../shop-data.ts';
import { recommendations, type Page, type Visit } from '../view.ts';

const childLinks = (children: readonly ShopCategory[]): Html | undefined =>
  children.length === 0
    ? undefined
    : markup`<ul class="chips">${children.map(({ url, name, products }) => markup`<li><a href="${url}">${name} <small>${products.length}</small></a></li>`)}</ul>`;

/** A department or one of its categories. */
export function categoryPage({ data }: Visit, category: ShopCategory, query: ListQuery): Page {
  const { name, path, url, products, children, tagline } = category;
  const trail = categoriesOf(data, path);
  const start = (query.page - 1) * PAGE_SIZE;
  const shown = sortProducts(products, query.sort).slice(start, start + PAGE_SIZE);
  const list = path.map((each) => slugOf(each).replaceAll('-', '_')).join('_');
  return {
    title: name,
    kind: 'category',
    category: path.join(CATEGORY_SEPARATOR),
    description: `${name} at ${data.name}: ${products.length} products. ${tagline}`,
    blocks: [breadcrumbData(trail), listEvent(list, shown, data.currency)],
    main: markup`
      ${breadcrumbs(trail)}
      <header class="head"><h1>${name}</h1><p>${tagline === '' ? `${products.length} products` : tagline}</p></header>
      ${childLinks(children)}
      ${query.page === 1 ? recommendations('popular-in-category', `Popular in ${name}`, 6) : undefined}
      ${sortBar(url, {}, query.sort, products.length)}
      ${productGrid(shown, data.currency, list)}
      ${pager(url, {}, query, products.length)}`,
  };
}
