import type { Strategy } from './strategy.ts';
import { orderedWith } from './together.ts';

/** What others ordered with what is in the basket, of other kinds than what is in it already. */
export const completeTheBasket: Strategy = {
  name: 'complete-the-basket',
  fallbacks: ['for-you'],
  candidates(context) {
    const { catalog, request } = context;
    const basket = request.seeds ?? request.page.basket;
    const found = orderedWith(context, basket);
    if (found === undefined) return undefined;
    const { category } = catalog.items;
    const present = new Set(basket.map((item) => category[item] ?? 0));
    present.delete(0);
    const scores = found.scores.map((score, item) =>
      present.has(category[item] ?? 0) ? 0 : score,
    );
    return { ...found, scores };
  },
};
