import type { ItemVectors } from '@sotto/core';
import { decayedWeights } from './decay.ts';
import { addVector } from './item-vectors.ts';
import type { Profile } from './profile.ts';

/** How fast meaning is forgotten along a profile. */
const DECAY = 0.7;

/** Weights of a profile's products in {@link interestVector}; they add up to 1. */
export const interestWeights = (profile: Profile): Float64Array => decayedWeights(profile, DECAY);

/** What a shopper is interested in, as a vector of length at most 1: the weighed mean of the profile's products. */
export function interestVector(profile: Profile, vectors: ItemVectors): Float32Array {
  const weights = interestWeights(profile);
  const sum = new Float32Array(vectors.dimensions);
  profile.items.forEach((item, position) => addVector(vectors, item, weights[position] ?? 0, sum));
  return sum;
}
