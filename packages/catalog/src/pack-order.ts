import { categoryPath, type CategoryTree } from '@sotto/core';
import type { TextBlob } from './text-blob.ts';

/** What the order of a pack depends on, in the order in which products were added. */
export interface OrderInput {
  readonly size: number;
  readonly categories: CategoryTree;
  readonly brands: readonly string[];
  readonly category: { at(index: number): number };
  readonly brand: { at(index: number): number };
  readonly titles: TextBlob;
}

/**
 * Products by category path, brand and title: columns become runs of equal numbers, and texts that are
 * alike lie side by side, within reach of a compressor.
 *
 * @returns for each place in the pack the number in which the product was added
 */
export function packOrder(input: OrderInput): Uint32Array {
  const { size, category, brand, titles } = input;
  const categoryRank = ranks(
    input.categories.names.map((_, index) => categoryPath(input.categories, index).join('\0')),
  );
  const brandRank = ranks(input.brands);
  return Uint32Array.from({ length: size }, (_, index) => index).sort(
    (a, b) =>
      (categoryRank[category.at(a)] ?? 0) - (categoryRank[category.at(b)] ?? 0) ||
      (brandRank[brand.at(a)] ?? 0) - (brandRank[brand.at(b)] ?? 0) ||
      compareBytes(titles.bytesAt(a), titles.bytesAt(b)) ||
      a - b,
  );
}

/** Rank of each name in the order of its UTF-16 code units. */
function ranks(names: readonly string[]): Uint32Array {
  const sorted = names
    .map((name, index) => ({ name, index }))
    .sort((a, b) => (a.name === b.name ? a.index - b.index : a.name < b.name ? -1 : 1));
  const out = new Uint32Array(names.length);
  for (const [rank, { index }] of sorted.entries()) out[index] = rank;
  return out;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The inverse of an order: for each number of adding the place in the pack. */
export function inverseOrder(order: Uint32Array): Uint32Array {
  const inverse = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) inverse[order[place] ?? 0] = place;
  return inverse;
}
