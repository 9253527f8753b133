import type { CategoryTree } from '@sotto/core';
import type { Strategy, StrategyContext } from './strategy.ts';
import { trending } from './trending.ts';

/** Bestsellers of the page's category, or of its nearest ancestor that can fill the list. */
export const popularInCategory: Strategy = {
  name: 'popular-in-category',
  fallbacks: [],
  candidates(context) {
    const start = categoryOf(context);
    if (start === 0) return undefined;
    const within = fullEnough(start, context);
    const popular = trending.candidates(context);
    if (popular === undefined || within === undefined) return undefined;
    const { category } = context.catalog.items;
    return {
      ...popular,
      scores: popular.scores.map((score, item) => (within[category[item] ?? 0] === 1 ? score : 0)),
    };
  },
};

function categoryOf({ catalog, request }: StrategyContext): number {
  const { page, seeds } = request;
  const item = page.item ?? seeds?.[0] ?? page.basket.at(-1);
  return page.category ?? (item === undefined ? 0 : (catalog.items.category[item] ?? 0));
}

/** For each category 1 where it lies at or below the nearest ancestor of `start` with enough products. */
function fullEnough(start: number, context: StrategyContext): Uint8Array | undefined {
  const { catalog, request, accept } = context;
  const { category, size } = catalog.items;
  for (let at = start; at !== 0; at = catalog.categories.parent[at] ?? 0) {
    const within = subtree(catalog.categories, at);
    let found = 0;
    for (let item = 0; item < size && found < request.limit; item++) {
      if (within[category[item] ?? 0] === 1 && accept(item)) found += 1;
    }
    if (found >= request.limit || (found > 0 && catalog.categories.parent[at] === 0)) return within;
  }
  return undefined;
}

/** A parent precedes its children, so one pass finds everything below `top`. */
function subtree({ parent }: CategoryTree, top: number): Uint8Array {
  const within = new Uint8Array(parent.length);
  within[top] = 1;
  for (let index = top + 1; index < parent.length; index++)
    within[index] = within[parent[index] ?? 0] ?? 0;
  return within;
}
