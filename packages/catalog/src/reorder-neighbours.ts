import type { NeighbourTable } from '@sotto/core';

/**
 * A table of neighbours in the numbers of the pack.
 *
 * @param table in the numbers of adding
 * @param order for each place the number of adding
 * @param inverse for each number of adding the place
 */
export function reorderNeighbours(
  table: NeighbourTable,
  order: Uint32Array,
  inverse: Uint32Array,
): NeighbourTable {
  const offsets = new Uint32Array(order.length + 1);
  const items = new Uint32Array(table.items.length);
  const weights = new Uint8Array(table.weights.length);
  let at = 0;
  for (let place = 0; place < order.length; place++) {
    const added = order[place] ?? 0;
    const end = table.offsets[added + 1] ?? 0;
    for (let from = table.offsets[added] ?? 0; from < end; from++) {
      items[at] = inverse[table.items[from] ?? 0] ?? 0;
      weights[at++] = table.weights[from] ?? 0;
    }
    offsets[place + 1] = at;
  }
  return { offsets, items: items.subarray(0, at), weights: weights.subarray(0, at) };
}
