import type { ItemVectors } from '@sotto/core';
import type { RankingCatalog } from '@sotto/ranking';
import { vectorClusters } from './vector-clusters.ts';

/** A partition of the products: what private counts are counted by. */
export interface ProductGroups {
  /** Number of groups, numbered from 0. */
  readonly count: number;
  /** The group of each product. */
  readonly of: Uint16Array;
}

/** Fewest and most groups that there are counts of. */
export const GROUP_LIMITS = { fewest: 2, most: 1_024 } as const;

/**
 * Groups of products that every device and every engine makes alike from the same pack: the categories in use, in
 * their order, where there are 2 to 1,024 of them; else clusters of the item vectors. Products without a
 * category are one group.
 *
 * A pack with other categories or other products has other groups; counts of the weeks before then fade out with
 * the others.
 *
 * @returns undefined where the pack has neither
 */
export function productGroups({
  items,
  vectors,
}: Pick<RankingCatalog, 'items' | 'vectors'>): ProductGroups | undefined {
  const named = categoryGroups(items.category);
  if (named.count >= GROUP_LIMITS.fewest && named.count <= GROUP_LIMITS.most) return named;
  return vectors === undefined ? undefined : clusterGroups(vectors);
}

function categoryGroups(category: Uint16Array): ProductGroups {
  const used = Uint16Array.from(new Set(category)).sort();
  const numbers = new Map(Array.from(used, (each, group) => [each, group]));
  return { count: used.length, of: category.map((each) => numbers.get(each) ?? 0) };
}

function clusterGroups(vectors: ItemVectors): ProductGroups | undefined {
  const clusters = vectorClusters(vectors);
  return clusters.count < GROUP_LIMITS.fewest ? undefined : clusters;
}
