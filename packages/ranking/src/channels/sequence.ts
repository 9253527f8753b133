import type { Channel } from '../channel.ts';
import { dotProduct, dotProducts } from '../item-vectors.ts';
import { closestOf } from './closest.ts';

/** How near a product is to where the sequence encoder sees the history go: the cosine of both. */
export const sequenceChannel: Channel = {
  name: 'sequence',
  score({ catalog: { sequenceVectors: vectors }, query }, out) {
    if (vectors !== undefined && query !== undefined) dotProducts(vectors, query, out);
  },
  explain({ catalog: { sequenceVectors: vectors }, profile, query }, item) {
    if (vectors === undefined || query === undefined) return { value: 0 };
    const value = Math.max(0, dotProduct(vectors, item, query));
    const because = value > 0 ? closestOf(profile, vectors, item, () => 1) : undefined;
    return because === undefined ? { value } : { value, because };
  },
};
