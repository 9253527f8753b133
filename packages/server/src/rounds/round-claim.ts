import { shuffleEpsilon } from '@sotto/privacy';
import { claimOf, type Claim, type Task } from '@sotto/protocol';
import { isSplit, targetOf } from '../split/split-task.ts';

/** Delta of the promise about the mix of a round. */
const DELTA = 1e-6;

/**
 * What is promised of the reports of a round that is over. Where they came through a relay, also what whoever sees
 * the mix alone can learn of one device among so many; where they came in two shares, what whoever sees the sum can.
 * Both with their condition.
 */
export function roundClaim(task: Task, reports: number): Claim {
  const { mode, mechanism } = task;
  if (isSplit(task)) {
    const { operator } = task.mode.helper;
    const condition = `${operator} and the shop do not work together`;
    return { ...claimOf(task), amplified: { ...targetOf(task), condition } };
  }
  if (mode.kind !== 'relay') return claimOf(task);
  const shuffled = { reports, localEpsilon: mechanism.microEpsilon / 1e6 };
  return {
    ...claimOf(task),
    amplified: {
      epsilon: shuffleEpsilon(shuffled, DELTA),
      delta: DELTA,
      condition: `${mode.operator} and the shop do not work together, and the other ${reports - 1} reports are of devices`,
    },
  };
}
