import { onlyChannels } from '@sotto/core';
import { EMPTY_PROFILE } from '../profile.ts';
import type { Strategy } from './strategy.ts';

const BESTSELLERS = onlyChannels({ popularity: 1, freshness: 0.25 });

/** Keeps every product a candidate, in the order of the catalog at the very end. */
const LEAST = 1e-6;

/**
 * The shop's bestsellers, newer ones a little ahead. The end of every chain: where nothing was ever
 * ordered it is the newest, and where no dates are known either, the catalog as it is.
 */
export const trending: Strategy = {
  name: 'trending',
  fallbacks: [],
  candidates({ request, scorer }) {
    const { now, page } = request;
    const scores = scorer.score({ profile: EMPTY_PROFILE, page, now }, BESTSELLERS);
    for (let item = 0; item < scores.length; item++) scores[item] = (scores[item] ?? 0) + LEAST;
    return { scores, explain: (item) => scorer.explain(item), personal: false };
  },
};
