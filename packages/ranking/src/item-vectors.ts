import type { ItemVectors } from '@sotto/core';

/** Adds `weight` times the vector of a product to `sum`. */
export function addVector(
  { dimensions, codes, scale }: ItemVectors,
  item: number,
  weight: number,
  sum: Float32Array,
): void {
  const factor = weight * (scale[item] ?? 0);
  const start = item * dimensions;
  for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + factor * (codes[start + i] ?? 0);
}

/** The product of a vector and that of a product, or its first numbers where the vector is shorter. */
export function dotProduct(
  { dimensions, codes, scale }: ItemVectors,
  item: number,
  query: Float32Array,
): number {
  let dot = 0;
  const start = item * dimensions;
  const length = Math.min(dimensions, query.length);
  for (let i = 0; i < length; i++) dot += query[i]! * codes[start + i]!;
  return dot * (scale[item] ?? 0);
}

/** Writes the product of a vector and that of every product, 0 where it is below. */
export function dotProducts(vectors: ItemVectors, query: Float32Array, out: Float32Array): void {
  for (let item = 0; item < out.length; item++)
    out[item] = Math.max(0, dotProduct(vectors, item, query));
}
