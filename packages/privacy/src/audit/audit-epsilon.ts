import { lowerProbability, upperProbability } from '../interval/clopper-pearson.ts';
import { requireParameter } from '../parameter-check.ts';

/** Tells whether a report is of a certain kind; by name. */
export type AuditEvents<Report> = Readonly<Record<string, (report: Report) => boolean>>;

/** What reports betray. */
export interface EpsilonBound {
  /** The mechanism's epsilon is at least this, with the confidence asked for. 0 when nothing is found. */
  readonly epsilon: number;
  /** The event that tells the two inputs apart best. */
  readonly event: string;
}

/**
 * A lower bound of epsilon from nothing but reports about two inputs. A mechanism that keeps epsilon makes
 * no event more than e^epsilon times as likely with one input as with the other; so the logarithm of a lower
 * bound of the one probability over an upper bound of the other must not exceed epsilon.
 *
 * **Condition**: reports are independent, and events were chosen before the reports were seen. The chance
 * that the result exceeds the true epsilon is at most 1 - confidence, over all events together.
 *
 * @param reports about the first input and about the second
 * @param confidence such as 0.95
 * @throws `privacy/parameters`
 *
 * Source: Jagielski, Ullman, Oprea, "Auditing differentially private machine learning: how private is private
 * SGD?" (NeurIPS 2020), section 4; the error is shared among events and directions (Bonferroni).
 */
export function auditEpsilon<Report>(
  reports: readonly [readonly Report[], readonly Report[]],
  events: AuditEvents<Report>,
  confidence: number,
): EpsilonBound {
  requireParameter(confidence > 0 && confidence < 1, 'Confidence lies between 0 and 1.');
  const named = Object.entries(events);
  const error = (1 - confidence) / (4 * named.length);
  let best = { epsilon: 0, event: '' };
  for (const [event, holds] of named) {
    const [first, second] = reports.map((each) => each.filter(holds).length) as [number, number];
    const [firsts, seconds] = [reports[0].length, reports[1].length];
    const epsilon = Math.max(
      logRatio(first, firsts, second, seconds, error),
      logRatio(second, seconds, first, firsts, error),
    );
    if (epsilon > best.epsilon) best = { epsilon, event };
  }
  return best;
}

function logRatio(often: number, of: number, seldom: number, among: number, error: number): number {
  return Math.log(lowerProbability(often, of, error) / upperProbability(seldom, among, error));
}

/**
 * - `kept`: nothing found beyond the claim, by an audit that finds nine tenths of it.
 * - `broken`: the mechanism betrays more than it claims.
 * - `weak`: the audit had too little power to say anything.
 */
export type AuditVerdict = 'kept' | 'broken' | 'weak';

/** Compares a bound with the epsilon claimed. */
export function auditVerdict(bound: number, claimed: number): AuditVerdict {
  if (bound > claimed) return 'broken';
  return bound >= 0.9 * claimed ? 'kept' : 'weak';
}
