import type { Channel } from '../channel.ts';
import { interestVector, interestWeights } from '../interest-vector.ts';
import { dotProduct, dotProducts } from '../item-vectors.ts';
import { closestOf } from './closest.ts';

/** How alike a product is to those of the profile in meaning, weighted by interest: the mean cosine. */
export const semanticChannel: Channel = {
  name: 'semantic',
  score(input, out) {
    const { vectors } = input.catalog;
    if (vectors !== undefined) dotProducts(vectors, interestVector(input.profile, vectors), out);
  },
  explain(input, item) {
    const { vectors } = input.catalog;
    if (vectors === undefined) return { value: 0 };
    const value = Math.max(0, dotProduct(vectors, item, interestVector(input.profile, vectors)));
    const weights = interestWeights(input.profile);
    const because = closestOf(input.profile, vectors, item, (position) => weights[position] ?? 0);
    return because === undefined ? { value } : { value, because };
  },
};
