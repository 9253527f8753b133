import type { ShopEvent } from '@sotto/core';
import { LIST_OUTCOMES_OF_TRIAL, type TaskMechanism } from '@sotto/protocol';
import type { Measure } from './measure.ts';

/** What became of the lists of a week, from least to most. The first is for devices that have nothing to tell. */
export const LIST_OUTCOMES = ['nothing', 'seen', 'clicked', 'bought'] as const;

/**
 * Whether the shopper saw recommendations in a week, clicked one, and bought a product that was clicked before:
 * the number of one of {@link LIST_OUTCOMES}, or of `LIST_OUTCOMES_OF_TRIAL` where the task asks with which version.
 *
 * @param tried whether lists of a round were made with a version on trial. Default: none ever was
 */
export const listOutcome = (tried: (round: number) => boolean = () => false): Measure => ({
  mechanism: 'k-ary-response',
  fits: (mechanism) => hasValues(mechanism, LIST_OUTCOMES) || tellsOfTrial(mechanism),
  of: (events, { task, round }) => {
    const clicked = new Set<string>();
    let outcome = 0;
    for (const event of events) {
      outcome = Math.max(outcome, outcomeOf(event, clicked));
      if (event.kind === 'click') clicked.add(event.item);
    }
    const canary = outcome > 0 && tellsOfTrial(task.mechanism) && tried(round - 1);
    return canary ? outcome + LIST_OUTCOMES.length - 1 : outcome;
  },
});

function outcomeOf(event: ShopEvent, clicked: ReadonlySet<string>): number {
  if (event.kind === 'impression') return 1;
  if (event.kind === 'click') return 2;
  return event.kind === 'purchase' && clicked.has(event.item) ? 3 : 0;
}

const tellsOfTrial = (mechanism: TaskMechanism): boolean =>
  hasValues(mechanism, LIST_OUTCOMES_OF_TRIAL);

const hasValues = (mechanism: TaskMechanism, values: readonly string[]): boolean =>
  mechanism.kind === 'k-ary-response' && mechanism.values.join() === values.join();
