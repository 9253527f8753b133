import { priceChannel } from '../channels/price.ts';
import { buildProfile } from '../profile.ts';
import type { Strategy } from './strategy.ts';

/** Discount from which on a product is a deal. */
const LEAST_DISCOUNT = 0.05;

/** Products whose price went down, those near the prices and interests of the shopper first. */
export const deals: Strategy = {
  name: 'deals',
  fallbacks: ['for-you'],
  candidates({ catalog, request, scorer, weights }) {
    const { history, now, page, taste } = request;
    const discounts = discountsOf(catalog.items);
    if (!discounts.some((discount) => discount > 0)) return undefined;
    const profile = buildProfile(history, now, { page });
    const near = new Float32Array(discounts.length);
    priceChannel.score({ catalog, profile, page, now }, near);
    const fit = scorer.score({ profile, page, taste, now }, weights);
    let best = 0;
    for (const value of fit) if (value > best) best = value;
    const scores = discounts.map((discount, item) => {
      const affinity = best > 0 ? Math.max(0, fit[item] ?? 0) / best : 0;
      return discount * (0.25 + (near[item] ?? 0) + affinity);
    });
    return {
      scores,
      explain: (item) => [
        { channel: 'price', value: (discounts[item] ?? 0) * (0.25 + (near[item] ?? 0)) },
        ...scorer.explain(item),
      ],
      personal: history.length > 0,
    };
  },
};

function discountsOf({
  price,
  listPrice,
}: {
  price: Uint32Array;
  listPrice: Uint32Array;
}): Float32Array {
  return Float32Array.from(price, (now, item) => {
    const before = listPrice[item] ?? 0;
    const discount = now > 0 && before > now ? 1 - now / before : 0;
    return discount >= LEAST_DISCOUNT ? discount : 0;
  });
}
