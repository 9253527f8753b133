import type { EventKind } from '@sotto/core';
import type { Interaction } from '../types.ts';
import type { Candidates } from './strategy.ts';

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

/** Products in the given order, because they were seen; `undefined` where there are none. */
export function seenInOrder(size: number, items: readonly number[]): Candidates | undefined {
  if (items.length === 0) return undefined;
  const scores = new Float32Array(size);
  for (const [place, item] of items.entries()) scores[item] = 1 / (1 + place);
  return {
    scores,
    explain: (item) => [{ channel: 'seen', value: scores[item] ?? 0, because: item }],
    personal: true,
    ordered: true,
  };
}
