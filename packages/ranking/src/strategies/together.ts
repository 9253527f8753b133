import { onlyChannels } from '@sotto/core';
import { profileOfItems } from '../profile.ts';
import type { Candidates, StrategyContext } from './strategy.ts';

const NEIGHBOURS_ALONE = onlyChannels({ neighbours: 1 });

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
