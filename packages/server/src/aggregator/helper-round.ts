import { taskHashOf, type Task } from '@sotto/protocol';
import { emptyShare } from '@sotto/protocol/split';
import type { Database, Queryable } from '../database/database.ts';
import { lastRoundExpired, roundTime } from '../rounds/round-times.ts';
import { serverError } from '../server-error.ts';
import { NO_REPORTS } from '../split/checksum.ts';
import { frameOf, isSplit, type SplitTask } from '../split/split-task.ts';

/** A round that the leader asks about. */
export interface AskedRound {
  readonly task: SplitTask;
  readonly taskHash: string;
  readonly round: number;
}

/** What the helper has of a round. */
export interface HelperRound {
  readonly id: number;
  readonly share: Uint8Array;
  readonly reports: number;
  readonly checksum: string;
  readonly released: Uint8Array | null;
}

/**
 * What the leader asks about, if it is for this helper and now.
 *
 * @param key this helper's, in base64url
 * @throws server/request, server/conflict
 */
export async function askedRound(
  { task, round }: { readonly task: Task; readonly round: number },
  key: string,
  now: number,
): Promise<AskedRound> {
  if (!isSplit(task) || task.mode.helper.key !== key)
    throw serverError('server/request', 'The task is not for this helper.');
  const { first, last } = task.rounds;
  if (round < first || round > last || roundTime(round, now) === 'not-begun')
    throw serverError('server/conflict', 'The round is not one of the task, or has not begun.');
  if (round <= lastRoundExpired(now))
    throw serverError('server/conflict', 'The round was forgotten.');
  return { task, round, taskHash: await taskHashOf(task) };
}

/** The round, held until the transaction ends; made where it is not there. */
export async function holdRound(
  transaction: Queryable,
  { task, taskHash, round }: AskedRound,
): Promise<HelperRound> {
  await transaction.query(
    `insert into helper_round (task, round, share, checksum) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [taskHash, round, emptyShare(frameOf(task)), NO_REPORTS],
  );
  const [row] = await transaction.query<HelperRound & Record<string, unknown>>(
    `select id, share, reports, checksum, released from helper_round
     where task = $1 and round = $2 for update`,
    [taskHash, round],
  );
  if (row === undefined) throw serverError('server/failed');
  return row;
}

/**
 * Deletes all that is known of rounds that ended too long ago. They are not asked about again.
 *
 * @param now in ms since 1970
 */
export async function forgetRounds(database: Database, now: number): Promise<void> {
  await database.query('delete from helper_round where round <= $1', [lastRoundExpired(now)]);
}
