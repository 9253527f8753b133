import type { ChannelWeights } from '@sotto/core';
import { fusionWeights, withAdapter } from '@sotto/learning';
import type { RankingCatalog } from '@sotto/ranking';
import type { VerifiedVersion } from '@sotto/sync';
import type { LearningFunctions } from './learning-functions.ts';

/** Parts of the catalog that a version brings along. */
export type LearntParts = Pick<RankingCatalog, 'groups' | 'adapter'>;

/** The weights that a version makes of a shop's own; `null` is the release. */
export function weightsOf(
  version: VerifiedVersion | null | undefined,
  prior: ChannelWeights,
  correction?: readonly number[],
): ChannelWeights {
  const { fusion, adapter } = version?.model.parts ?? {};
  const weights = fusionWeights(prior, fusion?.numbers ?? [], correction);
  return adapter === undefined ? weights : withAdapter(weights, prior);
}

/** What a version says of this catalog. Counts of groups that are not the catalog's are left out. */
export async function partsOf(
  version: VerifiedVersion | null | undefined,
  catalog: RankingCatalog,
  functions: () => Promise<Pick<LearningFunctions, 'groupSignals' | 'productGroups'>>,
): Promise<LearntParts> {
  const { adapter, groups } = version?.model.parts ?? {};
  const learnt = adapter === undefined ? {} : { adapter };
  if (groups === undefined) return learnt;
  const { groupSignals, productGroups } = await functions();
  const own = productGroups(catalog);
  const signals = own && groupSignals(groups, own);
  return signals === undefined ? learnt : { ...learnt, groups: signals };
}
