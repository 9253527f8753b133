import type { ChannelWeights, ItemVectors } from '@sotto/core';
import { fusionWeights, tasteFor, trainPersonal, type PersonalModel } from '@sotto/learning';
import { ROUND_MS, roundAt } from '@sotto/protocol';
import type { Device } from './crowd.ts';
import { MOST_EXAMPLES } from './shoppers.ts';
import type { Numbers } from './versions-in-use.ts';
import type { RankingOfOccasion } from './measure.ts';

/**
 * How a device ranks that has trained on its own choices up to the beginning of the week, on top of the numbers that
 * it has of the shop.
 */
export function personalRanking(
  { shopper, shiftMs }: Device,
  at: number,
  {
    prior,
    numbers,
    vectors,
  }: {
    readonly prior: ChannelWeights;
    readonly numbers: Numbers;
    readonly vectors: ItemVectors | undefined;
  },
): RankingOfOccasion {
  const week = roundAt(at) * ROUND_MS;
  const examples = shopper.examples
    .filter((example) => example.at + shiftMs < week)
    .slice(-MOST_EXAMPLES);
  const model: PersonalModel = trainPersonal({ examples, prior, numbers: numbers ?? [], vectors });
  const taste = tasteFor(model, vectors?.dimensions);
  const weights = fusionWeights(prior, numbers ?? [], model.correction);
  return taste === undefined ? { weights } : { weights, taste };
}
