import type { ChannelWeights, StrategyName } from '@sotto/core';
import type { Scorer } from '../fusion.ts';
import type { Contribution, RankingCatalog, RankRequest } from '../types.ts';

/** What a strategy works with. */
export interface StrategyContext {
  readonly catalog: RankingCatalog;
  readonly request: RankRequest;
  readonly weights: ChannelWeights;
  readonly scorer: Scorer;
  /** A scorer whose neighbours are what is ordered together in one basket. */
  readonly basketScorer: Scorer;
  /** Whether a product may be listed at all. */
  readonly accept: (item: number) => boolean;
}

/** What a strategy gives. */
export interface Candidates {
  /** A score for every product; those above 0 are candidates. */
  readonly scores: Float32Array;
  /** Why a product has its score; asked right after, for a few products. */
  readonly explain: (item: number) => Contribution[];
  /** Whether the history had a part in it. */
  readonly personal: boolean;
  /** The order is the point (newest first, …): no diversity. Default `false`. */
  readonly ordered?: boolean;
}

/** A kind of list. Each is a file of this folder and a line in `index.ts`. */
export interface Strategy {
  readonly name: StrategyName;
  /** What fills the list where this one has nothing or too little; `trending` comes last everywhere. */
  readonly fallbacks: readonly StrategyName[];
  /** Products that were bought or are on the page or in the basket may be listed. Default `false`. */
  readonly repeats?: boolean;
  /** `undefined` where there is nothing to go by. */
  candidates(context: StrategyContext): Candidates | undefined;
}
