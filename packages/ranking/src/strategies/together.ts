import type { ChannelWeights } from '@sotto/core';
import { profileOfItems } from '../profile.ts';
import type { Candidates, StrategyContext } from './strategy.ts';

const NEIGHBOURS_ALONE: ChannelWeights = {
  terms: 0,
  semantic: 0,
  sequence: 0,
  category: 0,
  brand: 0,
  price: 0,
  neighbours: 1,
  popularity: 0,
  freshness: 0,
  seen: 0,
  taste: 0,
  groups: 0,
  adapter: 0,
};

/** What is ordered together with `seeds`: from baskets where they were counted, else from neighbours. */
export function orderedWith(
  context: StrategyContext,
  seeds: readonly number[],
): Candidates | undefined {
  const { catalog, request, scorer, basketScorer } = context;
  if (seeds.length === 0) return undefined;
  const chosen = catalog.together === undefined ? scorer : basketScorer;
  const { now, page } = request;
  return {
    scores: chosen.score({ profile: profileOfItems(seeds), page, now }, NEIGHBOURS_ALONE),
    explain: (item) => chosen.explain(item),
    personal: false,
  };
}
