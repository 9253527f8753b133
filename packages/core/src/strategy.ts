/** A kind of list that can be asked for. */
export type StrategyName =
  | 'for-you'
  | 'related'
  | 'similar'
  | 'bought-together'
  | 'trending'
  | 'recently-viewed'
  | 'popular-in-category'
  | 'complete-the-basket'
  | 'back-in-view'
  | 'new-for-you'
  | 'deals'
  | 'because-you-viewed';

/** Every strategy, in the order of the documentation. */
export const STRATEGY_NAMES: readonly StrategyName[] = [
  'for-you',
  'related',
  'similar',
  'bought-together',
  'trending',
  'recently-viewed',
  'popular-in-category',
  'complete-the-basket',
  'back-in-view',
  'new-for-you',
  'deals',
  'because-you-viewed',
];
