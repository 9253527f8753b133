import { codeBookEstimate, roundKey, wordSumTally, type RandomSource } from '@sotto/privacy';
import type { Result } from '@sotto/protocol';
import { addToShare, sumOfShares } from '@sotto/protocol/split';
import type { Queryable } from '../database/database.ts';
import { meanResult } from '../estimators/code-book.ts';
import { CONFIDENCE } from '../estimators/estimator.ts';
import { serverError } from '../server-error.ts';
import { addToChecksum, NO_REPORTS } from './checksum.ts';
import type { HelperClient } from './helper-client.ts';
import { drawNoise, noiseVariance, type SplitTask } from './split-task.ts';

/** A round that is closed, of a task in split mode. */
export interface ClosedSplitRound {
  readonly id: number;
  readonly round: number;
  readonly taskHash: string;
  readonly task: SplitTask;
}

/**
 * How many reports of a closed round both aggregators count.
 *
 * @throws server/helper where the helper was not asked about all of them yet
 */
export async function countSplitReports(database: Queryable, id: number): Promise<number> {
  const [row] = await database.query<{ waiting: number; counted: number }>(
    `select count(*) filter (where state = 'waiting') as waiting,
       count(*) filter (where state = 'counted') as counted
     from split_report where round = $1`,
    [id],
  );
  if (row === undefined || row.waiting > 0)
    throw serverError('server/helper', 'Reports wait for the helper.');
  return row.counted;
}

/**
 * Gets the helper's share of the sum, adds noise to the own one, and estimates from both. The sum without noise is
 * never there: each share alone is uniform, and the helper's comes with noise in it.
 *
 * @throws server/helper where it does not answer, or counted other reports
 */
export async function splitResult(
  database: Queryable,
  { helper, random }: { readonly helper: HelperClient; readonly random: RandomSource },
  { id, round, task, taskHash }: ClosedSplitRound,
): Promise<Result> {
  const rows = await database.query<{ nonce: Uint8Array }>(
    `select nonce from split_report where round = $1 and state = 'counted'`,
    [id],
  );
  const [own] = await database.query<{ share: Uint8Array }>(
    'select share from split_share where round = $1',
    [id],
  );
  if (own === undefined) throw serverError('server/failed');
  const reports = rows.length;
  const checksum = addToChecksum(
    NO_REPORTS,
    rows.map(({ nonce }) => nonce),
  );
  const helpers = await helper.release(task, { round, reports, checksum });
  const pluses = sumOfShares(addToShare(own.share, [drawNoise(random, task)]), helpers);
  const { numerator, denominator } = noiseVariance(task);
  const variance = (2 * Number(numerator)) / Number(denominator);
  const key = await roundKey(taskHash, round);
  const tally = wordSumTally(task.mechanism, key, { reports, pluses, noiseVariance: variance });
  return meanResult(codeBookEstimate(task.mechanism, tally, CONFIDENCE));
}
