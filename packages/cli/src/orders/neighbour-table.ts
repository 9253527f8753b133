import type { NeighbourTable } from '@sotto/core';

/** One link, as the counting SQL gives it: ordered by product, the strongest first. */
export type Link = readonly [item: number, neighbour: number, weight: number];

/** Share of links whose weight is within the scale. */
const SCALE_SHARE = 0.999;

/**
 * Links as a table with weights on the square-root scale of {@link NeighbourTable}.
 *
 * @param links ordered by product
 * @param products number of products
 */
export function neighbourTable(links: readonly Link[], products: number): NeighbourTable {
  const offsets = new Uint32Array(products + 1);
  for (const [item] of links) offsets[item + 1] = (offsets[item + 1] ?? 0) + 1;
  for (let item = 0; item < products; item++)
    offsets[item + 1] = (offsets[item + 1] ?? 0) + (offsets[item] ?? 0);
  const sorted = Float64Array.from(links, ([, , weight]) => weight).sort();
  const scale = sorted[Math.ceil(SCALE_SHARE * sorted.length) - 1] ?? 1;
  return {
    offsets,
    items: Uint32Array.from(links, ([, neighbour]) => neighbour),
    weights: Uint8Array.from(links, ([, , weight]) =>
      Math.min(255, Math.max(1, Math.round(255 * Math.sqrt(weight / scale)))),
    ),
  };
}
