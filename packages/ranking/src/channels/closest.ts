import type { ItemVectors } from '@sotto/core';
import { addVector, dotProduct } from '../item-vectors.ts';
import type { Profile } from '../profile.ts';

/** The product of the profile whose likeness to `item`, times its weight, is largest and above 0. */
export function closestOf(
  { items }: Profile,
  vectors: ItemVectors,
  item: number,
  weightOf: (position: number) => number,
): number | undefined {
  const vector = new Float32Array(vectors.dimensions);
  addVector(vectors, item, 1, vector);
  let best: number | undefined;
  let most = 0;
  items.forEach((each, position) => {
    const likeness = weightOf(position) * dotProduct(vectors, each, vector);
    if (likeness > most) [best, most] = [each, likeness];
  });
  return best;
}
