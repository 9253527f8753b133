import { shuffleEpsilon } from '@sotto/privacy';
import { claimOf, type Claim, type Task } from '@sotto/protocol';

/** Of the promise that holds for a whole round. */
const DELTA = 1e-6;

/**
 * What is promised of the reports of a round. Through a relay, who sees the mix alone learns less than from a report
 * with a name to it: Feldman, McMillan, Talwar, "Hiding among the clones" (2021), summed exactly.
 *
 * @param reports that were counted; all of them are taken to be honest
 */
export function promiseOf(task: Task, reports: number): Claim {
  const claim = claimOf(task);
  if (task.mode.kind !== 'relay') return claim;
  const localEpsilon = claim.microEpsilon / 1_000_000;
  const epsilon = shuffleEpsilon({ reports, localEpsilon }, DELTA);
  if (epsilon >= localEpsilon) return claim;
  const condition = `${task.mode.operator}, who runs the relay, and the shop do not tell each other what they see.`;
  return { ...claim, amplified: { epsilon, delta: DELTA, condition } };
}
