import { shuffleEpsilon } from '@sotto/privacy';
import { claimOf, type Claim, type Task } from '@sotto/protocol';

/** Delta of the promise about the mix of a round. */
const DELTA = 1e-6;

/**
 * What is promised of the reports of a round that is over. Where they came through a relay, also what whoever sees
 * the mix alone can learn of one device among so many, and on what condition.
 */
export function roundClaim(task: Task, reports: number): Claim {
  const { mode, mechanism } = task;
  if (mode.kind === 'solo') return claimOf(task);
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
