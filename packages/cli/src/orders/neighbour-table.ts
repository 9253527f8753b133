import type { NeighbourTable } from '@sotto/core';

/**
 * Links in columns, as the counting SQL gives them: ordered by product, the strongest first. Millions of
 * them take a tenth of what as many small arrays would.
 */
export interface Links {
  readonly items: readonly number[];
  readonly neighbours: readonly number[];
  readonly weights: readonly number[];
}

/** Share of links whose weight is within the scale. */
const SCALE_SHARE = 0.999;

/**
 * Links as a table with weights on the square-root scale of {@link NeighbourTable}.
 *
 * @param products number of products
 */
export function neighbourTable(
  { items, neighbours, weights }: Links,
  products: number,
): NeighbourTable {
  const offsets = new Uint32Array(products + 1);
  for (const item of items) offsets[item + 1] = (offsets[item + 1] ?? 0) + 1;
  for (let item = 0; item < products; item++)
    offsets[item + 1] = (offsets[item + 1] ?? 0) + (offsets[item] ?? 0);
  const sorted = Float64Array.from(weights).sort();
  const scale = sorted[Math.ceil(SCALE_SHARE * sorted.length) - 1] ?? 1;
  return {
    offsets,
    items: Uint32Array.from(neighbours),
    weights: Uint8Array.from(weights, (weight) =>
      Math.min(255, Math.max(1, Math.round(255 * Math.sqrt(weight / scale)))),
    ),
  };
}
