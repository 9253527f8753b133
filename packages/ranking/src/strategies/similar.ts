import { onlyChannels } from '@sotto/core';
import { profileOfItems } from '../profile.ts';
import { seedsOf } from './seeds.ts';
import type { Strategy } from './strategy.ts';

/** What a product is, and nothing of who looked at it. */
const CONTENT = onlyChannels({
  terms: 1,
  semantic: 0.5,
  category: 0.5,
  brand: 0.15,
  price: 0.2,
  popularity: 0.02,
});

/** Products that are alike: of the same kind, in similar words, at a similar price. */
export const similar: Strategy = {
  name: 'similar',
  fallbacks: ['popular-in-category'],
  candidates({ request, scorer }) {
    const seeds = seedsOf(request);
    if (seeds.length === 0) return undefined;
    const { now, page } = request;
    return {
      scores: scorer.score({ profile: profileOfItems(seeds), page, now }, CONTENT),
      explain: (item) => scorer.explain(item),
      personal: false,
    };
  },
};
