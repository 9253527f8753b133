import type { ShopProduct } from './shop-data.ts';

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
const wordsOf = (text: string): string[] => fold(text).match(/[\p{Letter}\p{Number}]+/gu) ?? [];

/** Longest query that is looked at, in characters. */
export const MAX_QUERY = 100;

/** How well a word of the query fits: 3 for the word itself, 2 for its beginning, 0 for nothing. */
function fit(word: string, words: readonly string[]): number {
  const stem = word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word;
  if (words.includes(word) || words.includes(stem)) return 3;
  return words.some((each) => each.startsWith(stem)) ? 2 : 0;
}

/**
 * Search as small shops have it: every word must begin a word of title, brand or category; titles
 * count double, and popularity decides between equals.
 */
export function createSearch(products: readonly ShopProduct[]): (query: string) => ShopProduct[] {
  const index = products.map((product) => ({
    product,
    title: wordsOf(product.title),
    rest: wordsOf(`${product.brand} ${product.category.join(' ')}`),
  }));
  return (query) => {
    const words = wordsOf(query.slice(0, MAX_QUERY));
    if (words.length === 0) return [];
    const hits = index.flatMap(({ product, title, rest }) => {
      const fits = words.map((word) => 2 * fit(word, title) + fit(word, rest));
      return fits.every((each) => each > 0)
        ? [{ product, score: fits.reduce((a, b) => a + b, 0) }]
        : [];
    });
    return hits
      .sort((a, b) => b.score - a.score || b.product.popularity - a.product.popularity)
      .map(({ product }) => product);
  };
}
