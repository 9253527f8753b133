import type { EventKind } from '@sotto/core';
import type { Interaction } from '../types.ts';

const LOOKS: ReadonlySet<EventKind> = new Set(['view', 'dwell', 'click', 'wishlist', 'cart']);

/** Products looked at, the newest first, each once. */
export function lookedAt(history: readonly Interaction[]): number[] {
  const items = new Set<number>();
  for (let at = history.length - 1; at >= 0; at--) {
    const interaction = history[at];
    if (interaction !== undefined && LOOKS.has(interaction.kind)) items.add(interaction.item);
  }
  return [...items];
}

/** Products that were bought and not given back. */
export function boughtItems(history: readonly Interaction[]): Set<number> {
  const bought = new Set<number>();
  for (const { kind, item } of history) {
    if (kind === 'purchase') bought.add(item);
    if (kind === 'refund') bought.delete(item);
  }
  return bought;
}

/** Scores that put products into a given order. */
export function scoresInOrder(size: number, items: readonly number[]): Float32Array {
  const scores = new Float32Array(size);
  for (const [place, item] of items.entries()) scores[item] = 1 / (1 + place);
  return scores;
}
