import type { ItemVectors } from '@sotto/core';
import { addVector } from './item-vectors.ts';
import type { Profile } from './profile.ts';

/**
 * The vectors of a profile's products, the newest last, as the sequence encoder takes them. Products without a
 * vector are left out.
 *
 * @param most how many of the newest
 */
export function profileVectors(
  { items }: Profile,
  vectors: ItemVectors,
  most: number,
): Float32Array[] {
  const known = items.filter((item) => (vectors.scale[item] ?? 0) > 0).subarray(0, most);
  return Array.from(known.toReversed(), (item) => {
    const vector = new Float32Array(vectors.dimensions);
    addVector(vectors, item, 1, vector);
    return vector;
  });
}
