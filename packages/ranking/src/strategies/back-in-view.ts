import type { Interaction } from '../types.ts';
import { boughtItems, lookedAt, seenInOrder } from './interests.ts';
import type { Strategy } from './strategy.ts';

/** Looks at a product from which on it counts as considered. */
const LOOKS = 2;
/** Visible milliseconds from which on a single look does. */
const LONG_LOOK_MS = 30_000;

/** What the shopper came back to or looked at for long, and did not buy. The latest first. */
export const backInView: Strategy = {
  name: 'back-in-view',
  fallbacks: ['recently-viewed'],
  repeats: true,
  candidates({ catalog, request }) {
    const { history, page } = request;
    const bought = boughtItems(history);
    const considered = consideredItems(history);
    const items = lookedAt(history).filter(
      (item) =>
        considered.has(item) &&
        !bought.has(item) &&
        item !== page.item &&
        !page.basket.includes(item),
    );
    return seenInOrder(catalog.items.size, items);
  },
};

function consideredItems(history: readonly Interaction[]): Set<number> {
  const looks = new Map<number, number>();
  for (const { kind, item, visibleMs = 0 } of history) {
    const counts = kind === 'view' || kind === 'wishlist' || kind === 'cart';
    const weight = counts ? (kind === 'view' ? 1 : LOOKS) : visibleMs >= LONG_LOOK_MS ? LOOKS : 0;
    if (weight > 0) looks.set(item, (looks.get(item) ?? 0) + weight);
  }
  return new Set([...looks].filter(([, weight]) => weight >= LOOKS).map(([item]) => item));
}
