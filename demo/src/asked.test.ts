import { takesPart } from '@sotto/protocol';
import { CAPS } from '@sotto/sync';
import { expect, test } from 'vitest';
import { asked } from './asked.ts';

/** Weeks that 30 days can touch. */
const WEEKS = 6;

test.each([
  ['with counts of groups', { items: 22, numbering: '0123456789abcdef' }],
  ['where the pack has no groups', null],
])('asks no more than devices allow, %s', (_, groups) => {
  const { tasks } = asked(groups);
  const ofWeek = (week: number): number =>
    tasks
      .filter((task) => takesPart(task, week))
      .reduce((sum, { mechanism }) => sum + mechanism.microEpsilon, 0);
  for (let first = 0; first < 12; first++) {
    const weeks = Array.from({ length: WEEKS }, (__, at) => ofWeek(first + at));
    expect(Math.max(...weeks)).toBeLessThanOrEqual(CAPS.microEpsilonOfRound);
    const sum = weeks.reduce((all, each) => all + each, 0);
    expect(sum).toBeLessThanOrEqual(CAPS.microEpsilonOf30Days);
    // All of it but what no task is small enough for.
    expect(sum).toBe(19_500_000);
  }
  for (const { mechanism } of tasks)
    expect(mechanism.microEpsilon).toBeLessThanOrEqual(CAPS.microEpsilonOfReport);
});
