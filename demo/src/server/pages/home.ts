import { listEvent } from '../analytics.ts';
import { markup, type Html } from '../markup.ts';
import { productGrid } from '../product-card.ts';
import type { ShopCategory, ShopProduct } from '../shop-data.ts';
import { recommendations, remembered, type Page, type Visit } from '../view.ts';

const leaves = (category: ShopCategory): readonly ShopCategory[] =>
  category.children.length === 0 ? [category] : category.children;

const tile = ({ url, name, products }: ShopCategory): Html => markup`
  <li><a href="${url}"><img src="${products[0]?.image ?? ''}" alt="" width="600" height="600" loading="lazy"><span>${name}</span> <small>${products.length}</small></a></li>`;

/** The best-loved product of each of some departments, for the picture at the top. */
function heroProducts(categories: readonly ShopCategory[]): ShopProduct[] {
  return categories.flatMap(({ products }) => products.slice(0, 1)).slice(0, 5);
}

/** The front door. */
export function homePage({ data }: Visit): Page {
  const newest = [...data.products].sort((a, b) => b.addedDay - a.addedDay).slice(0, 8);
  const hero = heroProducts(data.categories);
  return {
    kind: 'home',
    title: data.name,
    blocks: [listEvent('new_arrivals', newest, data.currency)],
    main: markup`
      <section class="hero">
        <div>
          <h1>${data.tagline}.</h1>
          <p>${data.products.length.toLocaleString('en-GB')} things in ${data.categories.flatMap(leaves).length} categories. Look around: the shop gets to know you, and keeps it to itself.</p>
          <p><a class="button" href="#departments">Look around</a></p>
        </div>
        <ul aria-label="Favourites">${hero.map(({ url, image, title }) => markup`<li><a href="${url}"><img src="${image}" alt="${title}" width="600" height="600"></a></li>`)}</ul>
      </section>
      ${recommendations('for-you', 'Chosen for you')}
      <section id="departments"><h2>Departments</h2><ul class="tiles">${data.categories.flatMap(leaves).slice(0, 24).map(tile)}</ul></section>
      ${recommendations('deals', 'Good prices for you')}
      <section><h2>Just in</h2>${productGrid(newest, data.currency, 'new_arrivals')}</section>
      ${remembered('recently-viewed', 'You looked at')}`,
  };
}
