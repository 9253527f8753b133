import { lookedAt, seenInOrder } from './interests.ts';
import type { Strategy } from './strategy.ts';

/** What the shopper looked at, the newest first. */
export const recentlyViewed: Strategy = {
  name: 'recently-viewed',
  fallbacks: ['for-you'],
  repeats: true,
  candidates({ catalog, request }) {
    const { history, page } = request;
    const items = lookedAt(history).filter((item) => item !== page.item);
    return seenInOrder(catalog.items.size, items);
  },
};
