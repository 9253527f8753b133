import type { ChannelWeights } from '@sotto/core';

/** The weights that a shop starts with; `sotto fit` finds its own. */
export const DEFAULT_WEIGHTS: ChannelWeights = {
  terms: 1,
  category: 0.1,
  brand: 0.1,
  price: 0.05,
  neighbours: 1,
  popularity: 0.02,
  freshness: 0.01,
  seen: -0.1,
};
