import { profileOfItems } from '../profile.ts';
import { boughtItems, lookedAt } from './interests.ts';
import type { Strategy } from './strategy.ts';

/** What goes with one product that the shopper looked at last and did not buy; reasons name it. */
export const becauseYouViewed: Strategy = {
  name: 'because-you-viewed',
  fallbacks: ['for-you'],
  candidates({ request, scorer, weights }) {
    const { history, now, page, seeds } = request;
    const bought = boughtItems(history);
    const seed =
      seeds?.[0] ?? lookedAt(history).find((item) => !bought.has(item) && item !== page.item);
    if (seed === undefined) return undefined;
    return {
      scores: scorer.score(
        { profile: profileOfItems([seed]), page, now },
        { ...weights, seen: -1 },
      ),
      explain: (item) => scorer.explain(item),
      personal: seeds === undefined,
    };
  },
};
