import type { ItemVectors } from '@sotto/core';
import type { Channel, ChannelInput } from '../channel.ts';
import { interestVector } from '../interest-vector.ts';
import { dotProduct } from '../item-vectors.ts';
import { closestOf } from './closest.ts';

/**
 * How well a product goes with what the shopper is interested in, by what the shop has learnt: pᵀ W v over the
 * first numbers of both vectors, −1 to 1. 0 without an adapter, and where vectors have fewer numbers than it reads.
 */
export const adapterChannel: Channel = {
  name: 'adapter',
  score(input, out) {
    const { vectors } = input.catalog;
    const mapped = mappedInterest(input, vectors);
    if (vectors === undefined || mapped === undefined) return;
    for (let item = 0; item < out.length; item++)
      out[item] = within(dotProduct(vectors, item, mapped));
  },
  explain(input, item) {
    const { vectors } = input.catalog;
    const mapped = mappedInterest(input, vectors);
    if (vectors === undefined || mapped === undefined) return { value: 0 };
    const value = within(dotProduct(vectors, item, mapped));
    const because = value > 0 ? closestOf(input.profile, vectors, item, () => 1) : undefined;
    return because === undefined ? { value } : { value, because };
  },
};

/** Wᵀ p: where the adapter sees the interest go. */
function mappedInterest(
  { profile, catalog: { adapter } }: ChannelInput,
  vectors: ItemVectors | undefined,
): Float32Array | undefined {
  if (adapter === undefined || vectors === undefined || vectors.dimensions < adapter.rank) return;
  const { rank, numbers } = adapter;
  const interest = interestVector(profile, vectors);
  const mapped = new Float32Array(rank);
  for (let i = 0; i < rank; i++)
    for (let j = 0; j < rank; j++)
      mapped[j] = (mapped[j] ?? 0) + (interest[i] ?? 0) * (numbers[i * rank + j] ?? 0);
  return mapped;
}

const within = (value: number): number => Math.max(-1, Math.min(1, value));
