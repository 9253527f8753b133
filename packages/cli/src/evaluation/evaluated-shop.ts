import type { ChannelWeights } from '@sotto/core';
import { TermIndexBuilder, type RankingCatalog } from '@sotto/ranking';
import type { ReadPack } from '../pack-folder/index.ts';

/** A shop as evaluation sees it: what the device would have, and its weights. */
export interface EvaluatedShop {
  readonly catalog: RankingCatalog;
  readonly weights: ChannelWeights;
}

/** The shop of a pack, with the term index that a device builds. */
export function evaluatedShop(pack: ReadPack): EvaluatedShop {
  const { items, categories, brands, neighbours, together, vectors, titles, attributes } = pack;
  const terms = new TermIndexBuilder();
  for (let item = 0; item < items.size; item++) terms.add(titles.at(item), attributes.at(item));
  return {
    catalog: {
      items,
      categories,
      brands,
      titles,
      attributes,
      terms: terms.finish(),
      ...(neighbours === undefined ? {} : { neighbours }),
      ...(vectors === undefined ? {} : { vectors }),
      ...(together === undefined ? {} : { together }),
    },
    weights: pack.manifest.weights,
  };
}
