import type { ItemVectors } from '@sotto/core';
import { addVector } from './item-vectors.ts';
import type { Profile } from './profile.ts';

/** Products of a profile that the sequence encoder tells apart; older ones say nothing. */
const MOST = 20;

/**
 * The vectors of a profile's newest products, the newest last, as the sequence encoder takes them. Products
 * without a vector are left out.
 *
 * @param vectors the catalog's `sequenceVectors`; none before they have come
 */
export function profileVectors(
  { items }: Profile,
  vectors: ItemVectors | undefined,
): Float32Array[] {
  if (vectors === undefined) return [];
  const known = items.filter((item) => (vectors.scale[item] ?? 0) > 0).subarray(0, MOST);
  return Array.from(known.toReversed(), (item) => {
    const vector = new Float32Array(vectors.dimensions);
    addVector(vectors, item, 1, vector);
    return vector;
  });
}
