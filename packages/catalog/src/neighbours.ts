import type { NeighbourTable } from '@sotto/core';
import { ColumnReader, encodeColumns } from './column-file.ts';
import { checkBelow } from './items.ts';

/** Most neighbours of one product. */
export const MAX_NEIGHBOURS = 255;

/** Writes a table of neighbours; each product keeps its first {@link MAX_NEIGHBOURS}. */
export function encodeNeighbours(table: NeighbourTable): Uint8Array<ArrayBuffer> {
  const counts = Uint8Array.from({ length: table.offsets.length - 1 }, (_, item) =>
    Math.min(MAX_NEIGHBOURS, (table.offsets[item + 1] ?? 0) - (table.offsets[item] ?? 0)),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  const items = new Uint32Array(total);
  const weights = new Uint8Array(total);
  let at = 0;
  for (const [item, count] of counts.entries()) {
    const start = table.offsets[item] ?? 0;
    items.set(table.items.subarray(start, start + count), at);
    weights.set(table.weights.subarray(start, start + count), at);
    at += count;
  }
  return encodeColumns({ counts, items, weight: weights });
}

/**
 * Reads a table of neighbours.
 *
 * @param size number of products of the pack
 * @throws pack/corrupt
 */
export function decodeNeighbours(bytes: Uint8Array, size: number): NeighbourTable {
  const reader = new ColumnReader(bytes);
  const counts = reader.bytes('counts', size);
  const offsets = new Uint32Array(counts.length + 1);
  for (let item = 0; item < counts.length; item++) {
    offsets[item + 1] = (offsets[item] ?? 0) + (counts[item] ?? 0);
  }
  const total = offsets[counts.length] ?? 0;
  const items = reader.uint32('items', total);
  checkBelow(items, counts.length, 'a neighbour');
  return { offsets, items, weights: reader.bytes('weight', total) };
}
