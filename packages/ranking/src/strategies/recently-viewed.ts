import { lookedAt, scoresInOrder } from './interests.ts';
import type { Strategy } from './strategy.ts';

/** What the shopper looked at, the newest first. */
export const recentlyViewed: Strategy = {
  name: 'recently-viewed',
  fallbacks: ['for-you'],
  repeats: true,
  candidates({ catalog, request }) {
    const { history, page } = request;
    const items = lookedAt(history).filter((item) => item !== page.item);
    if (items.length === 0) return undefined;
    const scores = scoresInOrder(catalog.items.size, items);
    return {
      scores,
      explain: (item) => [{ channel: 'seen', value: scores[item] ?? 0, because: item }],
      personal: true,
      ordered: true,
    };
  },
};
