import type { CategoryTree } from '@sotto/core';
import type { Channel, ChannelInput } from '../channel.ts';
import { decayedWeights } from '../decay.ts';

/**
 * How near a product's category is to those of the profile: for each, the length of the common part
 * of the two paths over the longer path, weighted by interest. A category page counts as much as the
 * whole profile.
 */
export const categoryChannel: Channel = {
  name: 'category',
  score(input, out) {
    const { category } = input.catalog.items;
    const nearness = categoryNearness(input);
    for (let i = 0; i < out.length; i++) out[i] = nearness[category[i] ?? 0] ?? 0;
  },
  explain(input, item) {
    const tree = input.catalog.categories;
    const { category } = input.catalog.items;
    const own = pathOf(tree, category[item] ?? 0);
    let value = 0;
    for (const [other, share] of interests(input))
      value += share * closeness(own, pathOf(tree, other));
    const because = nearestOfProfile(input, own);
    return because === undefined ? { value } : { value, because };
  },
};

const DECAY = 0.5;

/** Categories of interest with weights that add up to 1. */
function interests({ catalog, profile, page }: ChannelInput): Map<number, number> {
  const weights = decayedWeights(profile, DECAY);
  const onPage = page.category ?? 0;
  const scale = onPage !== 0 && weights.length > 0 ? 0.5 : 1;
  const shares = new Map<number, number>();
  const add = (category: number, weight: number) => {
    if (category !== 0) shares.set(category, (shares.get(category) ?? 0) + weight);
  };
  profile.items.forEach((item, position) => {
    add(catalog.items.category[item] ?? 0, (weights[position] ?? 0) * scale);
  });
  add(onPage, weights.length > 0 ? 0.5 : 1);
  return shares;
}

function categoryNearness(input: ChannelInput): Float32Array {
  const tree = input.catalog.categories;
  const depths = categoryDepths(tree);
  const nearness = new Float32Array(tree.names.length);
  const common = new Uint16Array(tree.names.length);
  for (const [category, share] of interests(input)) {
    commonDepths(tree, depths, category, common);
    const own = depths[category] ?? 0;
    for (let c = 1; c < nearness.length; c++) {
      const shared = common[c] ?? 0;
      if (shared === 0) continue;
      nearness[c] = (nearness[c] ?? 0) + (share * shared) / Math.max(own, depths[c] ?? 0);
    }
  }
  return nearness;
}

function categoryDepths(tree: CategoryTree): Uint16Array {
  const depths = new Uint16Array(tree.names.length);
  for (let c = 1; c < depths.length; c++) depths[c] = (depths[tree.parent[c] ?? 0] ?? 0) + 1;
  return depths;
}

/** Writes how many steps each category's path has in common with that of `category`. */
function commonDepths(
  tree: CategoryTree,
  depths: Uint16Array,
  category: number,
  out: Uint16Array,
): void {
  const path = new Set<number>();
  for (let at = category; at !== 0; at = tree.parent[at] ?? 0) path.add(at);
  // A parent precedes its children, so its own answer is there already.
  for (let c = 1; c < out.length; c++) {
    out[c] = path.has(c) ? (depths[c] ?? 0) : (out[tree.parent[c] ?? 0] ?? 0);
  }
}

/** Categories from one up to the top. */
function pathOf(tree: CategoryTree, category: number): number[] {
  const path: number[] = [];
  for (let at = category; at !== 0; at = tree.parent[at] ?? 0) path.push(at);
  return path;
}

/** Length of the common part of two paths over the longer one; 0 where one is empty. */
function closeness(a: readonly number[], b: readonly number[]): number {
  let common = 0;
  while (common < a.length && a.at(-1 - common) === b.at(-1 - common)) common += 1;
  return common === 0 ? 0 : common / Math.max(a.length, b.length);
}

function nearestOfProfile(input: ChannelInput, own: readonly number[]): number | undefined {
  const { categories, items } = input.catalog;
  const weights = decayedWeights(input.profile, DECAY);
  let best: { readonly item: number; readonly value: number } | undefined;
  input.profile.items.forEach((item, position) => {
    const other = pathOf(categories, items.category[item] ?? 0);
    const value = (weights[position] ?? 0) * closeness(own, other);
    if (value > (best?.value ?? 0)) best = { item, value };
  });
  return best?.item;
}
