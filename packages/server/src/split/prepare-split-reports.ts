import { decodeSplitReport, toBase64Url, type SplitReport, type Task } from '@sotto/protocol';
import {
  addToShare,
  emptyShare,
  finishLeader,
  startLeader,
  type LeaderStart,
  type OutputShare,
} from '@sotto/protocol/split';
import type { Database, Queryable } from '../database/database.ts';
import { helperFault, type HelperClient } from './helper-client.ts';
import { MOST_REPORTS } from './helper-messages.ts';
import { frameOf, isSplit, type SplitTask } from './split-task.ts';

/** A round with reports that the helper was not asked about yet. */
interface WaitingRound {
  readonly id: number;
  readonly round: number;
  readonly taskHash: string;
  readonly task: SplitTask;
}

/** Rounds that reports wait in, oldest first. */
export async function waitingRounds(database: Queryable): Promise<WaitingRound[]> {
  const rows = await database.query<{ id: number; round: number; hash: string; body: string }>(
    `select round.id, round.round, task.hash, task.body
     from round join task on task.id = round.task
     where exists (select from split_report where round = round.id and state = 'waiting')
     order by round.id`,
  );
  return rows.flatMap(({ id, round, hash, body }) => {
    const task = JSON.parse(body) as Task;
    return isSplit(task) ? [{ id, round, taskHash: hash, task }] : [];
  });
}

/**
 * Asks the helper about all reports that wait in a round, and adds the valid ones up. May be repeated after a failure
 * at any point: the helper answers the same for the same nonce, and here a report is added in the transaction in
 * which it stops to wait.
 *
 * @throws server/helper, server/database
 */
export async function prepareSplitReports(
  database: Database,
  helper: HelperClient,
  round: WaitingRound,
): Promise<void> {
  for (;;) {
    const rows = await database.query<{ message: Uint8Array }>(
      `select message from split_report where round = $1 and state = 'waiting'
       order by nonce limit ${MOST_REPORTS}`,
      [round.id],
    );
    if (rows.length === 0) return;
    const reports = rows.map(({ message }) => decodeSplitReport(new Uint8Array(message)));
    await settle(database, round, await prepare(helper, round, reports));
  }
}

/** A report, and the leader's share of its word; none where the report is not valid. */
interface Prepared {
  readonly nonce: Uint8Array;
  readonly outputShare: OutputShare | undefined;
}

interface Started extends LeaderStart {
  readonly report: SplitReport;
}

async function prepare(
  helper: HelperClient,
  { task, taskHash, round }: WaitingRound,
  reports: readonly SplitReport[],
): Promise<Prepared[]> {
  const frame = frameOf(task);
  const verifyKey = helper.verifyKey(taskHash);
  const started: Started[] = [];
  const refused: Prepared[] = [];
  for (const report of reports) {
    const { nonce, publicShare, leaderShare } = report;
    try {
      const start = await startLeader({ frame, verifyKey, nonce, publicShare }, leaderShare);
      started.push({ report, ...start });
    } catch {
      // A share that has no form: the helper need not be asked, and so does not count it either.
      refused.push({ nonce, outputShare: undefined });
    }
  }
  if (started.length === 0) return refused;
  const asked = started.map(({ report, preparationShare }) => ({
    nonce: toBase64Url(report.nonce),
    publicShare: toBase64Url(report.publicShare),
    sealedShare: toBase64Url(report.sealedShare),
    preparationShare: toBase64Url(preparationShare),
  }));
  const messages = await helper.prepare(task, { round, reports: asked });
  const checked = started.map(({ report, state }, at): Prepared => {
    const message = messages[at] ?? null;
    return { nonce: report.nonce, outputShare: message === null ? undefined : finish(message) };

    function finish(given: Uint8Array): OutputShare {
      try {
        return finishLeader(frame, state, given);
      } catch (cause) {
        throw helperFault(cause);
      }
    }
  });
  return [...refused, ...checked];
}

async function settle(
  database: Database,
  { id, task }: WaitingRound,
  prepared: readonly Prepared[],
): Promise<void> {
  const frame = frameOf(task);
  await database.transaction(async (transaction) => {
    const [open] = await transaction.query(
      `select id from round where id = $1 and state in ('collecting', 'closed') for share`,
      [id],
    );
    if (open === undefined) return;
    await transaction.query(
      'insert into split_share (round, share) values ($1, $2) on conflict do nothing',
      [id, emptyShare(frame)],
    );
    const [row] = await transaction.query<{ share: Uint8Array }>(
      'select share from split_share where round = $1 for update',
      [id],
    );
    const added: OutputShare[] = [];
    for (const { nonce, outputShare } of prepared) {
      const state = outputShare === undefined ? 'refused' : 'counted';
      const settled = await transaction.query(
        `update split_report set state = $3, message = null
         where round = $1 and nonce = $2 and state = 'waiting' returning nonce`,
        [id, nonce, state],
      );
      // Another server on this database may have been first.
      if (settled.length > 0 && outputShare !== undefined) added.push(outputShare);
    }
    const share = addToShare(row?.share ?? emptyShare(frame), added);
    await transaction.query('update split_share set share = $2 where round = $1', [id, share]);
  });
}
