import type { ItemVectors } from '@sotto/core';
import type { Channel, ChannelInput } from '../channel.ts';
import { decayedWeights } from '../decay.ts';
import { addVector, dotProduct, dotProducts } from '../item-vectors.ts';
import { closestOf } from './closest.ts';

/** How alike a product is to those of the profile in meaning, weighted by interest: the mean cosine. */
export const semanticChannel: Channel = {
  name: 'semantic',
  score(input, out) {
    const { vectors } = input.catalog;
    if (vectors !== undefined) dotProducts(vectors, interestVector(input, vectors), out);
  },
  explain(input, item) {
    const { vectors } = input.catalog;
    if (vectors === undefined) return { value: 0 };
    const value = Math.max(0, dotProduct(vectors, item, interestVector(input, vectors)));
    const weights = decayedWeights(input.profile, DECAY);
    const because = closestOf(input.profile, vectors, item, (position) => weights[position] ?? 0);
    return because === undefined ? { value } : { value, because };
  },
};

const DECAY = 0.7;

function interestVector({ profile }: ChannelInput, vectors: ItemVectors): Float32Array {
  const weights = decayedWeights(profile, DECAY);
  const sum = new Float32Array(vectors.dimensions);
  profile.items.forEach((item, position) => addVector(vectors, item, weights[position] ?? 0, sum));
  return sum;
}
