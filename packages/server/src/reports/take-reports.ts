import type { Clock } from '@sotto/core';
import { MAX_BATCH, type Answer, type Report, type SplitReport } from '@sotto/protocol';
import type { Database } from '../database/database.ts';
import type { Metrics } from '../metrics.ts';
import { groupCommit } from './group-commit.ts';
import { splitReportKeeper } from '../split/keep-split-report.ts';
import { serverError } from '../server-error.ts';
import { reportKeeper, type Outcome } from './keep-reports.ts';

/** Up to 7 MB of reports wait for the database; then devices are asked to come back. */
const LIMITS = { perWrite: 2 * MAX_BATCH, waiting: 40 * MAX_BATCH };

function answerOf(outcomes: readonly Outcome[]): Answer {
  const rejected = outcomes.flatMap((code, at) => (code === 'accepted' ? [] : [{ at, code }]));
  return { accepted: outcomes.length - rejected.length, rejected };
}

/** What reports are taken with. */
export interface TakerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Whether so many may come now, see `tokenBucket`. */
  readonly mayCome: (reports: number) => boolean;
}

/** Takes the reports of messages; what an answer says is accepted is kept by then. */
export function reportTaker({
  database,
  clock,
  metrics,
  mayCome,
}: TakerOptions): (reports: readonly Report[]) => Promise<Answer> {
  const keep = reportKeeper(database, clock);
  const write = groupCommit<Report, Outcome>(async (reports) => {
    const written = metrics.startWrite(reports.length);
    const outcomes = await keep(reports);
    written();
    return outcomes;
  }, LIMITS);
  return async (reports) => {
    if (!mayCome(reports.length)) throw serverError('server/busy');
    const answer = answerOf(await write(reports));
    metrics.answered(answer);
    return answer;
  };
}

/** Takes a report in two shares; what the answer says is accepted is kept by then. */
export function splitReportTaker({
  database,
  clock,
  metrics,
  mayCome,
}: TakerOptions): (report: SplitReport) => Promise<Answer> {
  const keep = splitReportKeeper(database, clock);
  return async (report) => {
    if (!mayCome(1)) throw serverError('server/busy');
    const answer = answerOf([await keep(report)]);
    metrics.answered(answer);
    return answer;
  };
}
