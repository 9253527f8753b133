import type { RandomSource } from '@sotto/privacy';
import { addToShare } from '@sotto/protocol/split';
import type { Database } from '../database/database.ts';
import { serverError } from '../server-error.ts';
import type { Release } from '../split/helper-messages.ts';
import { drawNoise } from '../split/split-task.ts';
import { holdRound, type AskedRound } from './helper-round.ts';

/**
 * The helper's share of the sum of a round, with noise.
 *
 * **Guarantee**: the noise alone gives what the task promises towards whoever has the leader's share too. It is drawn
 * once, in the transaction that ends the round: who asks again gets the same share, and no report is added any more.
 * **Condition**: `random` is uniform, and nobody who has the leader's share has this database.
 *
 * @throws server/conflict where the leader counts other reports, or there are fewer than the task asks for
 */
export async function releaseShare(
  { database, random }: { readonly database: Database; readonly random: RandomSource },
  asked: AskedRound,
  { reports, checksum }: Pick<Release, 'reports' | 'checksum'>,
): Promise<Uint8Array> {
  return database.transaction(async (transaction) => {
    const known = await holdRound(transaction, asked);
    if (known.reports !== reports || known.checksum !== checksum)
      throw serverError(
        'server/conflict',
        `The helper counts ${known.reports} reports, the leader ${reports}, or they are others.`,
      );
    if (reports < asked.task.minimumCohort)
      throw serverError('server/conflict', 'There are fewer reports than the task asks for.');
    if (known.released !== null) return known.released;
    const released = addToShare(known.share, [drawNoise(random, asked.task)]);
    // Nothing without noise stays.
    await transaction.query(`update helper_round set released = $2, share = '' where id = $1`, [
      known.id,
      released,
    ]);
    await transaction.query('delete from helper_report where round = $1', [known.id]);
    return released;
  });
}
