import { tokenize } from './tokenizer.ts';
import type { TermIndex } from './types.ts';

/**
 * Builds a {@link TermIndex} product by product, so that a worker can do other things in between.
 * A word of one product alone finds nothing and is left out, though it still counts in the product's
 * length.
 */
export class TermIndexBuilder {
  readonly #numbers = new Map<string, number>();
  readonly #offsets: number[] = [0];
  #itemTerms = new Uint32Array(1 << 14);

  /**
   * Adds the next product. A word counts once, however often it stands there.
   *
   * @param attributes `name=value` lines joined by `\n`; only the values count. Default none.
   */
  add(title: string, attributes = ''): void {
    const terms = new Set<number>();
    for (const word of tokenize(title)) terms.add(this.#numberOf(word));
    for (const word of tokenize(attributes.replaceAll(/^[^=\n]*=/gm, ' '))) {
      terms.add(this.#numberOf(word));
    }
    this.#append(terms);
  }

  /** The index of all products added. The builder is of no use after it. */
  finish(): TermIndex {
    const offsets = Uint32Array.from(this.#offsets);
    const all = this.#itemTerms.subarray(0, offsets.at(-1) ?? 0);
    return indexOf(offsets, all, this.#numbers.size);
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    this.#numbers.set(word, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  #append(terms: ReadonlySet<number>): void {
    const start = this.#offsets.at(-1) ?? 0;
    const end = start + terms.size;
    if (end > this.#itemTerms.length) {
      const grown = new Uint32Array(Math.max(end, 2 * this.#itemTerms.length));
      grown.set(this.#itemTerms);
      this.#itemTerms = grown;
    }
    let at = start;
    for (const term of terms) this.#itemTerms[at++] = term;
    this.#offsets.push(end);
  }
}

/** Turns the terms of each product into an index without the terms of one product alone. */
function indexOf(allOffsets: Uint32Array, allTerms: Uint32Array, terms: number): TermIndex {
  const products = allOffsets.length - 1;
  const counts = new Uint32Array(terms);
  for (const term of allTerms) counts[term] = (counts[term] ?? 0) + 1;
  const renumbered = new Uint32Array(terms);
  let size = 0;
  for (let term = 0; term < terms; term++) {
    if ((counts[term] ?? 0) > 1) renumbered[term] = ++size;
  }
  const idf = new Float32Array(size);
  const termOffsets = new Uint32Array(size + 1);
  for (let term = 0; term < terms; term++) {
    const kept = renumbered[term] ?? 0;
    if (kept === 0) continue;
    const count = counts[term] ?? 0;
    idf[kept - 1] = idfOf(products, count);
    termOffsets[kept] = count;
  }
  for (let term = 0; term < size; term++) {
    termOffsets[term + 1] = (termOffsets[term + 1] ?? 0) + (termOffsets[term] ?? 0);
  }
  const total = termOffsets[size] ?? 0;
  const index = {
    size,
    itemOffsets: new Uint32Array(products + 1),
    itemTerms: new Uint32Array(total),
    termOffsets,
    termItems: new Uint32Array(total),
    idf,
    itemNorm: new Float32Array(products),
  };
  fill(index, allOffsets, allTerms, renumbered);
  return index;
}

/** ln((1 + products) / (1 + products with the term)) + 1, smoothed as is usual. */
const idfOf = (products: number, count: number): number =>
  Math.log((1 + products) / (1 + count)) + 1;

function fill(
  index: TermIndex,
  allOffsets: Uint32Array,
  allTerms: Uint32Array,
  renumbered: Uint32Array,
): void {
  const products = index.itemNorm.length;
  const alone = idfOf(products, 1) ** 2;
  const next = index.termOffsets.slice(0, -1);
  let at = 0;
  for (let item = 0; item < products; item++) {
    let squares = 0;
    const end = allOffsets[item + 1] ?? 0;
    for (let from = allOffsets[item] ?? 0; from < end; from++) {
      const term = (renumbered[allTerms[from] ?? 0] ?? 0) - 1;
      squares += term < 0 ? alone : (index.idf[term] ?? 0) ** 2;
      if (term < 0) continue;
      index.itemTerms[at++] = term;
      const slot = next[term] ?? 0;
      index.termItems[slot] = item;
      next[term] = slot + 1;
    }
    index.itemOffsets[item + 1] = at;
    index.itemNorm[item] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
  }
}
