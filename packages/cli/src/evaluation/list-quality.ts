import type { RankingCatalog, TermIndex } from '@sotto/ranking';

/** What lists are like, whether or not they hit. */
export interface ListQuality {
  /** Share of the catalog that is in anyone's list, 0 to 1. */
  readonly coverage: number;
  /** Mean self-information −log2 p of a listed product, in bits; p its share of all orders. */
  readonly novelty: number;
  /** Mean of 1 − cosine of the words of two products of a list, 0 to 1; of category where there are no words. */
  readonly diversity: number;
}

/** Collects lists and answers what they are like. */
export class ListQualityMeter {
  readonly #catalog: RankingCatalog;
  readonly #bits: Float64Array;
  readonly #listed: Uint8Array;
  #products = 0;
  #bitSum = 0;
  #lists = 0;
  #diversitySum = 0;

  /** @param orders number of orders of each product, in the part that the pack learnt from. */
  constructor(catalog: RankingCatalog, orders: Uint32Array) {
    this.#catalog = catalog;
    this.#listed = new Uint8Array(catalog.items.size);
    const total = orders.reduce((sum, count) => sum + count, 0) + orders.length;
    this.#bits = Float64Array.from(orders, (count) => Math.log2(total / (count + 1)));
  }

  add(list: readonly number[]): void {
    for (const item of list) {
      this.#listed[item] = 1;
      this.#bitSum += this.#bits[item] ?? 0;
    }
    this.#products += list.length;
    if (list.length < 2) return;
    this.#lists++;
    this.#diversitySum += 1 - meanSimilarity(this.#catalog, list);
  }

  result(): ListQuality {
    const seen = this.#listed.reduce((sum, one) => sum + one, 0);
    return {
      coverage: seen / Math.max(1, this.#listed.length),
      novelty: this.#bitSum / Math.max(1, this.#products),
      diversity: this.#diversitySum / Math.max(1, this.#lists),
    };
  }
}

function meanSimilarity({ terms, items }: RankingCatalog, list: readonly number[]): number {
  let sum = 0;
  let pairs = 0;
  for (const [at, a] of list.entries()) {
    for (const b of list.slice(at + 1)) {
      pairs++;
      if (terms !== undefined) sum += cosine(terms, a, b);
      else if (items.category[a] === items.category[b]) sum++;
    }
  }
  return sum / pairs;
}

function cosine(index: TermIndex, a: number, b: number): number {
  const own = new Set(index.itemTerms.subarray(index.itemOffsets[a], index.itemOffsets[a + 1]));
  let dot = 0;
  for (const term of index.itemTerms.subarray(index.itemOffsets[b], index.itemOffsets[b + 1])) {
    if (own.has(term)) dot += (index.idf[term] ?? 0) ** 2;
  }
  return dot * (index.itemNorm[a] ?? 0) * (index.itemNorm[b] ?? 0);
}
