import type { Clock } from '@sotto/core';
import type { SplitReport } from '@sotto/protocol';
import { encodeSplitReport } from '@sotto/protocol';
import { leaderShareBytes, splitVdaf } from '@sotto/protocol/split';
import type { Queryable } from '../database/database.ts';
import {
  currentTasks,
  hex,
  roundNumbers,
  timeFault,
  type Outcome,
} from '../reports/keep-reports.ts';
import { frameOf, isSplit } from './split-task.ts';

/**
 * Judges a report in two shares and keeps it until the helper was asked about it; what it answered `accepted` for is
 * committed. Whether its proof holds is found out then.
 */
export function splitReportKeeper(
  database: Queryable,
  clock: Clock,
): (report: SplitReport) => Promise<Outcome> {
  const tasks = currentTasks(database);
  const roundNumber = roundNumbers(database);
  return async (report) => {
    const known = (await tasks()).get(hex(report.task));
    if (known === undefined || !isSplit(known.task)) return 'report/unknown-task';
    const fault = timeFault(report.round, known.task, clock.now());
    if (fault !== undefined) return fault;
    if (report.leaderShare.length !== leaderShareBytes(splitVdaf(frameOf(known.task))))
      return 'report/payload';
    return insert(database, await roundNumber(known.id, report.round), report);
  };
}

/** Keeps a report whose round still collects, and holds the round so that it does not close meanwhile. */
async function insert(database: Queryable, round: number, report: SplitReport): Promise<Outcome> {
  const [row] = await database.query<{ open: boolean; kept: boolean }>(
    `with open as (
       select id from round where id = $1 and state = 'collecting' for share
     ), kept as (
       insert into split_report (round, nonce, message) select id, $2, $3 from open
       on conflict do nothing
       returning nonce
     )
     select exists (select from open) as open, exists (select from kept) as kept`,
    [round, report.nonce, encodeSplitReport(report)],
  );
  if (row?.open !== true) return 'report/late';
  return row.kept ? 'accepted' : 'report/replayed';
}
