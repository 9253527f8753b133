import type { StrategyName } from '@sotto/core';
import { backInView } from './back-in-view.ts';
import { becauseYouViewed } from './because-you-viewed.ts';
import { boughtTogether } from './bought-together.ts';
import { completeTheBasket } from './complete-the-basket.ts';
import { deals } from './deals.ts';
import { forYou } from './for-you.ts';
import { newForYou } from './new-for-you.ts';
import { popularInCategory } from './popular-in-category.ts';
import { recentlyViewed } from './recently-viewed.ts';
import { related } from './related.ts';
import { similar } from './similar.ts';
import type { Strategy } from './strategy.ts';
import { trending } from './trending.ts';

/** Every strategy by its name. */
export const STRATEGIES: Readonly<Record<StrategyName, Strategy>> = {
  'for-you': forYou,
  related,
  similar,
  'bought-together': boughtTogether,
  trending,
  'recently-viewed': recentlyViewed,
  'popular-in-category': popularInCategory,
  'complete-the-basket': completeTheBasket,
  'back-in-view': backInView,
  'new-for-you': newForYou,
  deals,
  'because-you-viewed': becauseYouViewed,
};

/** A strategy and what stands in for it, in the order in which they are tried; `trending` is the last. */
export function fallbackChain(name: StrategyName): Strategy[] {
  const chain = new Set<StrategyName>();
  const visit = (each: StrategyName): void => {
    if (chain.has(each)) return;
    chain.add(each);
    for (const fallback of STRATEGIES[each].fallbacks) visit(fallback);
  };
  visit(name);
  chain.delete('trending');
  return [...(name === 'trending' ? [] : [...chain].map((each) => STRATEGIES[each])), trending];
}
