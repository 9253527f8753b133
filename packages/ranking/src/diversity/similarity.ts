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
  const of = (item: number): Uint32Array =>
    terms.subarray(offsets[item] ?? 0, offsets[item + 1] ?? 0);
  const termsA = of(a);
  const termsB = of(b);
  let common = 0;
  for (const term of termsA) if (termsB.includes(term)) common += 1;
  const all = termsA.length + termsB.length - common;
  return all === 0 ? 0 : common / all;
}
