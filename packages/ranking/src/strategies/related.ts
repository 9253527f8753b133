import { buildProfile } from '../profile.ts';
import { seedsOf } from './seeds.ts';
import type { Strategy } from './strategy.ts';

/** What goes with the product of the page, bent towards the shopper's interests. */
export const related: Strategy = {
  name: 'related',
  fallbacks: ['similar', 'for-you'],
  candidates({ request, scorer, weights }) {
    const seeds = seedsOf(request);
    if (seeds.length === 0) return undefined;
    const { history, now, page } = request;
    const profile = buildProfile(history, now, {
      page: { kind: page.kind, basket: seeds.toReversed() },
    });
    return {
      scores: scorer.score({ profile, page, now }, weights),
      explain: (item) => scorer.explain(item),
      personal: history.length > 0,
    };
  },
};
