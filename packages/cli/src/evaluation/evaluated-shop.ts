import type { ChannelWeights } from '@sotto/core';
import { PlainRuntime, SequenceEncoderModel } from '@sotto/inference';
import { TermIndexBuilder, type RankingCatalog } from '@sotto/ranking';
import type { ReadPack } from '../pack-folder/index.ts';

/** A shop as evaluation sees it: what the device would have, and its weights. */
export interface EvaluatedShop {
  readonly catalog: RankingCatalog;
  readonly weights: ChannelWeights;
  /** Tells where histories lead; absent where the pack has none, or no vectors of it. */
  readonly sequenceEncoder?: SequenceEncoderModel;
}

/**
 * The shop of a pack, with the term index that a device builds.
 *
 * @throws model/* where the pack's sequence encoder can't be used
 */
export async function evaluatedShop(pack: ReadPack): Promise<EvaluatedShop> {
  const model = pack.models.get('sequence-encoder');
  const { items, categories, brands, neighbours, together, titles, attributes } = pack;
  const { vectors, sequenceVectors } = pack;
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
      ...(sequenceVectors === undefined ? {} : { sequenceVectors }),
      ...(together === undefined ? {} : { together }),
    },
    weights: pack.manifest.weights,
    ...(model === undefined || sequenceVectors === undefined
      ? {}
      : { sequenceEncoder: new SequenceEncoderModel(await new PlainRuntime().open(model)) }),
  };
}
