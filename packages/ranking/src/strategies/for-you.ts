import { buildProfile } from '../profile.ts';
import type { Strategy } from './strategy.ts';

/** What fits the history best, with the page in mind. Without a history: what fits page and basket. */
export const forYou: Strategy = {
  name: 'for-you',
  fallbacks: ['popular-in-category'],
  candidates({ request, scorer, weights }) {
    const { history, now, page, query, taste, seeds } = request;
    const profile = buildProfile(history, now, {
      page: seeds === undefined ? page : { ...page, basket: seeds },
    });
    if (profile.items.length === 0) return undefined;
    return {
      scores: scorer.score({ profile, page, query, taste, now }, weights),
      explain: (item) => scorer.explain(item),
      personal: history.length > 0,
    };
  },
};
