import type { EventKind } from '@sotto/core';
import type { Interaction } from '@sotto/ranking';
import { examination } from './examination.ts';

/** Going on to a product. */
const CHOSEN: ReadonlySet<EventKind> = new Set<EventKind>([
  'click',
  'view',
  'wishlist',
  'cart',
  'checkout',
  'purchase',
]);

/** Longest time between seeing a product in a list and choosing one, in milliseconds. */
const LIST_MS = 10 * 60_000;

/** Most products of a list that was looked at; the newest stay. */
const LIST_LENGTH = 30;

/** A choice in a history, by places alone. */
export interface Choice {
  /** Place in the history. */
  readonly index: number;
  readonly item: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Products that were seen in lists just before and left, in the order in which they came into view. */
  readonly passedOver: readonly number[];
  /** How much it counts: 1 over the {@link examination} of its place where it was seen in a list. */
  readonly weight: number;
}

/**
 * The choices of a history: the first time that the shopper went on to each product, where something was
 * known of them by then. What is gone back to says nothing of what to show next.
 *
 * @param history oldest first
 */
export function choicesOf(history: readonly Interaction[]): Choice[] {
  const known = new Set<number>();
  const choices: Choice[] = [];
  for (const [index, { kind, item, at }] of history.entries()) {
    if (kind === 'impression') continue;
    if (CHOSEN.has(kind) && !known.has(item) && known.size > 0) {
      const list = listBefore(history, index);
      const rank = 1 + list.indexOf(item);
      const weight = rank > 0 ? 1 / examination(rank) : 1;
      const passedOver = list.filter((each) => each !== item && !known.has(each));
      choices.push({ index, item, at, passedOver, weight });
    }
    known.add(item);
  }
  return choices;
}

/** Products seen in lists of the page from which a choice was made, in the order in which they came into view. */
function listBefore(history: readonly Interaction[], index: number): number[] {
  const from = (history[index]?.at ?? 0) - LIST_MS;
  const list = new Set<number>();
  for (let i = index - 1; i >= 0 && list.size < LIST_LENGTH; i--) {
    const event = history[i];
    // A view is the beginning of another page.
    if (event === undefined || event.at < from || event.kind === 'view') break;
    if (event.kind === 'impression') list.add(event.item);
  }
  return [...list].toReversed();
}
