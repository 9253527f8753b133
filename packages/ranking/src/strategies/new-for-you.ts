import { freshnessChannel } from '../channels/freshness.ts';
import { buildProfile, EMPTY_PROFILE } from '../profile.ts';
import type { Strategy } from './strategy.ts';

/** Freshness from which on a product counts as new: two months. */
const NEW_FROM = 0.25;

/** Products of the last two months, those that fit the history first. */
export const newForYou: Strategy = {
  name: 'new-for-you',
  fallbacks: ['for-you'],
  candidates({ catalog, request, scorer, weights }) {
    const { history, now, page, taste } = request;
    const fresh = new Float32Array(catalog.items.size);
    freshnessChannel.score({ catalog, profile: EMPTY_PROFILE, page, now }, fresh);
    if (!fresh.some((value) => value >= NEW_FROM)) return undefined;
    const profile = buildProfile(history, now);
    const fit = scorer.score({ profile, page, taste, now }, weights);
    let best = 0;
    for (const value of fit) if (value > best) best = value;
    const scores = fresh.map((value, item) =>
      value < NEW_FROM ? 0 : value * (0.1 + (best > 0 ? Math.max(0, fit[item] ?? 0) / best : 0)),
    );
    return {
      scores,
      explain: (item) => [
        { channel: 'freshness', value: fresh[item] ?? 0 },
        ...scorer.explain(item),
      ],
      personal: history.length > 0,
    };
  },
};
