import type { CategoryTree, ItemVectors } from '@sotto/core';
import type { RankingCatalog } from '@sotto/ranking';
import { numberingOf } from './numbering-of.ts';
import { vectorClusters } from './vector-clusters.ts';

/** A partition of the products: what private counts are counted by. */
export interface ProductGroups {
  /** Number of groups, numbered from 0. */
  readonly count: number;
  /** The group of each product. */
  readonly of: Uint16Array;
  /** Names what the numbers stand for, 16 hexadecimal digits: another pack may have as many groups and number others. */
  readonly numbering: string;
}

/** Fewest and most groups that there are counts of. */
export const GROUP_LIMITS = { fewest: 2, most: 1_024 } as const;

/**
 * Groups of products that every device and every engine makes alike from the same pack: the categories in use, in
 * their order, where there are 2 to 1,024 of them; else clusters of the item vectors. Products without a
 * category are one group.
 *
 * A pack with other categories in use, or with other products where groups are clusters, has another numbering: what was
 * counted by the one before says nothing of it.
 *
 * @returns undefined where the pack has neither
 */
export function productGroups({
  items,
  categories,
  vectors,
}: Pick<RankingCatalog, 'items' | 'categories' | 'vectors'>): ProductGroups | undefined {
  const named = categoryGroups(items.category, categories);
  if (named.count >= GROUP_LIMITS.fewest && named.count <= GROUP_LIMITS.most) return named;
  return vectors === undefined ? undefined : clusterGroups(vectors);
}

function categoryGroups(category: Uint16Array, tree: CategoryTree): ProductGroups {
  const used = Uint16Array.from(new Set(category)).sort();
  const numbers = new Map(Array.from(used, (each, group) => [each, group]));
  return {
    count: used.length,
    of: category.map((each) => numbers.get(each) ?? 0),
    numbering: numberingOf(JSON.stringify(Array.from(used, (each) => pathOf(tree, each)))),
  };
}

/** Names of a category and of those above it, its own first. */
function pathOf({ names, parent }: CategoryTree, category: number): string[] {
  const path: string[] = [];
  for (let at = category; at !== 0; at = parent[at] ?? 0) path.push(names[at] ?? '');
  return path;
}

function clusterGroups(vectors: ItemVectors): ProductGroups | undefined {
  const clusters = vectorClusters(vectors);
  if (clusters.count < GROUP_LIMITS.fewest) return undefined;
  return { ...clusters, numbering: numberingOf(clusters.of.join()) };
}
