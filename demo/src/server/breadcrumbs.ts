import { dataBlock, markup, type Html } from './markup.ts';
import type { ShopCategory, ShopData } from './shop-data.ts';

/** The categories of a path, from the top. */
export function categoriesOf(data: ShopData, path: readonly string[]): ShopCategory[] {
  const found: ShopCategory[] = [];
  let level = data.categories;
  for (const name of path) {
    const next = level.find((category) => category.name === name);
    if (next === undefined) break;
    found.push(next);
    level = next.children;
  }
  return found;
}

/** Links up to the home page; the last step is where we are. */
export function breadcrumbs(trail: readonly ShopCategory[], here?: string): Html {
  const links = here === undefined ? trail.slice(0, -1) : trail;
  const last = here ?? trail.at(-1)?.name ?? '';
  return markup`<nav class="crumbs" aria-label="Breadcrumb"><ol>
    <li><a href="/">Home</a></li>${links.map(({ url, name }) => markup`<li><a href="${url}">${name}</a></li>`)}
    <li aria-current="page">${last}</li>
  </ol></nav>`;
}

/** schema.org BreadcrumbList. */
export function breadcrumbData(
  trail: readonly ShopCategory[],
  last?: { readonly name: string; readonly url: string },
): Html {
  const steps = [
    ...trail.map(({ name, url }) => ({ name, url })),
    ...(last === undefined ? [] : [last]),
  ];
  return dataBlock('application/ld+json', {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, url }, i) => ({
      '@type': 'ListItem',
      position: i + 1,
      name,
      item: url,
    })),
  });
}
