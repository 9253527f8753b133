import type { RankingCatalog } from '../types.ts';

const SAME_CATEGORY = 0.4;
const SAME_BRAND = 0.2;
const SAME_TERMS = 0.4;

/**
 * How alike two products are, 0 to 1: same category (half as much for categories of one parent), same
 * brand, and the share of common terms (Jaccard). Symmetric.
 */
export function similarityOf(catalog: RankingCatalog): (a: number, b: number) => number {
  const { items, categories, terms } = catalog;
  return (a, b) => {
    const categoryA = items.category[a] ?? 0;
    const categoryB = items.category[b] ?? 0;
    const sameParent =
      categoryA !== 0 && categories.parent[categoryA] === categories.parent[categoryB];
    const category = categoryA !== 0 && categoryA === categoryB ? 1 : sameParent ? 0.5 : 0;
    const brand = items.brand[a] !== 0 && items.brand[a] === items.brand[b] ? 1 : 0;
    const common = terms === undefined ? 0 : jaccard(terms.itemOffsets, terms.itemTerms, a, b);
    return SAME_CATEGORY * category + SAME_BRAND * brand + SAME_TERMS * common;
  };
}

function jaccard(offsets: Uint32Array, terms: Uint32Array, a: number, b: number): number {
  const startB = offsets[b] ?? 0;
  const endB = offsets[b + 1] ?? 0;
  const startA = offsets[a] ?? 0;
  const endA = offsets[a + 1] ?? 0;
  let common = 0;
  for (let at = startA; at < endA; at++) {
    for (let other = startB; other < endB; other++) {
      if (terms[at] !== terms[other]) continue;
      common += 1;
      break;
    }
  }
  const all = endA - startA + (endB - startB) - common;
  return all === 0 ? 0 : common / all;
}
