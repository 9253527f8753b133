import type { ChannelWeights } from '@sotto/core';

/**
 * The weights that a shop starts with; `sotto fit` finds its own. Words, neighbours and popularity are
 * what validation items of three shops agreed on; the others break ties that those leave. What was
 * seen loses about what its own words gain. The last three are learnt: a shop that learns nothing has none of them.
 */
export const DEFAULT_WEIGHTS: ChannelWeights = {
  terms: 1,
  semantic: 0,
  sequence: 0,
  category: 0.05,
  brand: 0.05,
  price: 0.05,
  neighbours: 2,
  popularity: 0.1,
  freshness: 0.02,
  seen: -1,
  taste: 0,
  groups: 0,
  adapter: 0,
};
