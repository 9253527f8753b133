import type { ShopEvent } from '@sotto/core';
import { LIST_OUTCOMES_OF_TRIAL, type Task } from '@sotto/protocol';
import { expect, test } from 'vitest';
import { LIST_OUTCOMES, listOutcome } from './list-outcome.ts';

const taskOf = (values: readonly string[]): Task => ({
  measure: 'list-outcome',
  mechanism: { kind: 'k-ary-response', microEpsilon: 500_000, values: [...values] },
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first: 0, last: 9_999, every: 1 },
});

const CLICK: ShopEvent = { kind: 'click', item: 'a', at: 1, source: 'page' };
const SEEN: ShopEvent = { kind: 'impression', item: 'a', at: 0, source: 'page' };
const BOUGHT: ShopEvent = { kind: 'purchase', item: 'a', at: 2, source: 'page' };

test.for([
  [[], 'nothing', 'nothing', 'nothing'],
  [[SEEN], 'seen', 'current:seen', 'canary:seen'],
  [[SEEN, CLICK], 'clicked', 'current:clicked', 'canary:clicked'],
  [[SEEN, CLICK, BOUGHT], 'bought', 'current:bought', 'canary:bought'],
  [[BOUGHT], 'nothing', 'nothing', 'nothing'],
] as const)('of %j tells %s, or %s, or of a canary %s', async ([week, plain, current, canary]) => {
  const measure = listOutcome((round) => round === 7);
  const of = (task: Task, round: number) => measure.of(week, { task, round });
  const trial = taskOf(LIST_OUTCOMES_OF_TRIAL);
  expect(LIST_OUTCOMES[(await of(taskOf(LIST_OUTCOMES), 8)) as number]).toBe(plain);
  expect(LIST_OUTCOMES_OF_TRIAL[(await of(trial, 7)) as number]).toBe(current);
  // A report of a round tells of the week before.
  expect(LIST_OUTCOMES_OF_TRIAL[(await of(trial, 8)) as number]).toBe(canary);
});

const fits = (values: readonly string[]) => listOutcome().fits?.(taskOf(values).mechanism);

test('fits the two alphabets and no other', () => {
  expect(fits(LIST_OUTCOMES)).toBe(true);
  expect(fits(LIST_OUTCOMES_OF_TRIAL)).toBe(true);
  expect(fits(['no', 'yes'])).toBe(false);
});
