import type { ItemVectors } from '@sotto/core';
import type { ProductGroups } from './product-groups.ts';

/** Products of a cluster that are aimed at: the clusters are as many as the catalogue can fill. */
const PRODUCTS_OF_A_CLUSTER = 32;

/** Most halvings: 256 clusters, whose pairs are still few enough to be counted. */
const MOST_HALVINGS = 8;

/**
 * Balanced clusters by halving: each part is cut in two at the middle of the coordinate that spreads most in it.
 * Whole numbers alone, and ties by the products' order, so that every engine makes the same ones. Sized to the
 * catalogue: about 32 products each, at most 256 clusters.
 *
 * Source: the k-d tree, Bentley, "Multidimensional binary search trees used for associative searching" (CACM 18,
 * 1975), cut where the spread is largest (Friedman, Bentley, Finkel, 1977).
 */
export function vectorClusters(vectors: ItemVectors): Pick<ProductGroups, 'count' | 'of'> {
  const { dimensions, codes } = vectors;
  const size = codes.length / dimensions;
  let halvings = 0;
  while (halvings < MOST_HALVINGS && size >= PRODUCTS_OF_A_CLUSTER << (halvings + 1)) halvings += 1;
  const of = new Uint16Array(size);
  let parts: Uint32Array[] = [Uint32Array.from({ length: size }, (_, item) => item)];
  for (let done = 0; done < halvings; done += 1)
    parts = parts.flatMap((part) => halves(part, vectors));
  parts.forEach((part, group) => {
    for (const item of part) of[item] = group;
  });
  return { count: parts.length, of };
}

function halves(part: Uint32Array, { dimensions, codes }: ItemVectors): Uint32Array[] {
  const axis = widestAxis(part, dimensions, codes);
  const at = (item: number): number => codes[item * dimensions + axis] ?? 0;
  const sorted = part.toSorted((a, b) => at(a) - at(b) || a - b);
  const middle = sorted.length >> 1;
  return [sorted.subarray(0, middle), sorted.subarray(middle)];
}

/** The coordinate with the largest variance, the first of equals. Exact below 2^53: codes are at most 127. */
function widestAxis(part: Uint32Array, dimensions: number, codes: Int8Array): number {
  let widest = 0;
  let most = -1;
  for (let axis = 0; axis < dimensions; axis += 1) {
    let sum = 0;
    let squares = 0;
    for (const item of part) {
      const code = codes[item * dimensions + axis] ?? 0;
      sum += code;
      squares += code * code;
    }
    const spread = squares * part.length - sum * sum;
    if (spread > most) [widest, most] = [axis, spread];
  }
  return widest;
}
