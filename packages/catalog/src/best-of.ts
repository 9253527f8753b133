import {
  CATEGORY_SEPARATOR,
  categoryPath,
  ITEM_IN_STOCK,
  type CategoryTree,
  type ItemColumns,
} from '@sotto/core';
import type { FallbackFile, FallbackItem } from './fallback.ts';
import { hexColour } from './hex-colour.ts';
import type { TextBlob } from './text-blob.ts';

const BEST = 24;
const BEST_OF_CATEGORY = 8;
const MAX_CATEGORIES = 48;

/** The best products of the shop and of its largest categories, ready to be shown. */
export function bestOf(
  numbers: { items: ItemColumns; categories: CategoryTree; brands: readonly string[] },
  texts: { ids: TextBlob; titles: TextBlob; links: TextBlob },
  order: Uint32Array,
  currency: { code: string; digits: number },
): FallbackFile {
  const { items, categories } = numbers;
  const ranking = bestFirst(items);
  const byCategory = new Map<number, number[]>();
  for (const place of ranking) {
    for (let at = items.category[place] ?? 0; at !== 0; at = categories.parent[at] ?? 0) {
      const list = byCategory.get(at) ?? [];
      list.push(place);
      byCategory.set(at, list);
    }
  }
  const shown: FallbackItem[] = [];
  const shownAt = new Map<number, number>();
  const show = (place: number): number => {
    const known = shownAt.get(place);
    if (known !== undefined) return known;
    shown.push(fallbackItem(place, order[place] ?? 0, numbers, texts, currency.digits));
    shownAt.set(place, shown.length - 1);
    return shown.length - 1;
  };
  const largest = [...byCategory]
    .sort(([a, x], [b, y]) => y.length - x.length || a - b)
    .slice(0, MAX_CATEGORIES);
  return {
    currency: currency.code,
    best: ranking.slice(0, BEST).map(show),
    byCategory: Object.fromEntries(
      largest.map(([category, places]) => [
        categoryPath(categories, category).join(CATEGORY_SEPARATOR),
        places.slice(0, BEST_OF_CATEGORY).map(show),
      ]),
    ),
    items: shown,
  };
}

/** Places of the products in stock: the most popular first, then the best rated, then the newest. */
function bestFirst(items: ItemColumns): number[] {
  const places = Array.from({ length: items.size }, (_, place) => place);
  return places
    .filter((place) => ((items.flags[place] ?? 0) & ITEM_IN_STOCK) !== 0)
    .sort(
      (a, b) =>
        (items.popularity[b] ?? 0) - (items.popularity[a] ?? 0) ||
        (items.rating[b] ?? 0) - (items.rating[a] ?? 0) ||
        (items.addedDay[b] ?? 0) - (items.addedDay[a] ?? 0) ||
        a - b,
    );
}

function fallbackItem(
  place: number,
  added: number,
  {
    items,
    categories,
    brands,
  }: { items: ItemColumns; categories: CategoryTree; brands: readonly string[] },
  texts: { ids: TextBlob; titles: TextBlob; links: TextBlob },
  digits: number,
): FallbackItem {
  const price = items.price[place] ?? 0;
  const listPrice = items.listPrice[place] ?? 0;
  const colour = items.colour[place] ?? 0;
  return {
    id: texts.ids.at(added),
    title: texts.titles.at(added),
    url: texts.links.at(added),
    ...(price > 0 ? { price: price / 10 ** digits } : {}),
    ...(listPrice > 0 ? { listPrice: listPrice / 10 ** digits } : {}),
    brand: brands[items.brand[place] ?? 0] ?? '',
    category: categoryPath(categories, items.category[place] ?? 0),
    ...(colour > 0 ? { colour: hexColour(colour) } : {}),
  };
}
