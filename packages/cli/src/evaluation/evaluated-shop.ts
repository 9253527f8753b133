import type { ChannelWeights } from '@sotto/core';
import type { RankingCatalog } from '@sotto/ranking';

/** A shop as evaluation sees it: what the device would have, and its weights. */
export interface EvaluatedShop {
  readonly catalog: RankingCatalog;
  readonly weights: ChannelWeights;
  /** The number of a product by its id; negative where the pack doesn't have it. */
  indexOf(id: string): number;
}
