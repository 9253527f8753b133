import type { ShopEvent } from '@sotto/core';
import type { Measure } from './measure.ts';

/** What became of the lists of a week, from least to most. The first is for devices that have nothing to tell. */
export const LIST_OUTCOMES = ['nothing', 'seen', 'clicked', 'bought'] as const;

/**
 * Whether the shopper saw recommendations in a week, clicked one, and bought a product that was clicked before:
 * the number of one of {@link LIST_OUTCOMES}.
 */
export const listOutcome: Measure = {
  mechanism: 'k-ary-response',
  fits: (mechanism) =>
    mechanism.kind === 'k-ary-response' && mechanism.values.join() === LIST_OUTCOMES.join(),
  of: (events) => {
    const clicked = new Set<string>();
    let outcome = 0;
    for (const event of events) {
      outcome = Math.max(outcome, outcomeOf(event, clicked));
      if (event.kind === 'click') clicked.add(event.item);
    }
    return outcome;
  },
};

function outcomeOf(event: ShopEvent, clicked: ReadonlySet<string>): number {
  if (event.kind === 'impression') return 1;
  if (event.kind === 'click') return 2;
  return event.kind === 'purchase' && clicked.has(event.item) ? 3 : 0;
}
