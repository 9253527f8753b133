import type { Database } from '../database/database.ts';
import { lastRoundExpired, lastRoundOver } from './round-times.ts';

interface RoundId {
  readonly id: number;
}

/** Where reports are until their round ends. */
export const RAW_TABLES = ['report', 'split_report', 'split_share'] as const;

/**
 * Closes the rounds whose time is over. A report that is being written holds its round, so it is in before the round
 * closes, or late.
 *
 * @param now in ms since 1970
 */
export async function closeRounds(database: Database, now: number): Promise<void> {
  const over = await database.query<RoundId>(
    `select id from round where state = 'collecting' and round <= $1 order by id`,
    [lastRoundOver(now)],
  );
  // One statement each: a statement over several would hold one round while it waits for another.
  for (const { id } of over)
    await database.query(
      `update round set state = 'closed' where id = $1 and state = 'collecting'`,
      [id],
    );
}

/**
 * Deletes the raw reports of rounds that ended too long ago, estimated or not: the promise to shoppers comes first.
 *
 * @param now in ms since 1970
 * @returns how many rounds were lost so
 */
export async function expireRounds(database: Database, now: number): Promise<number> {
  const expired = await database.query<RoundId>(
    `select id from round where state in ('collecting', 'closed') and round <= $1 order by id`,
    [lastRoundExpired(now)],
  );
  for (const { id } of expired)
    await database.transaction(async (transaction) => {
      await transaction.query(
        `update round set state = 'expired' where id = $1 and state in ('collecting', 'closed')`,
        [id],
      );
      for (const table of RAW_TABLES)
        await transaction.query(
          `delete from ${table} using round
           where ${table}.round = $1 and round.id = ${table}.round and round.state = 'expired'`,
          [id],
        );
    });
  return expired.length;
}

/** Numbers of the rounds that wait to be estimated. */
export async function closedRounds(database: Database): Promise<number[]> {
  const rows = await database.query<RoundId>(
    `select id from round where state = 'closed' order by id`,
  );
  return rows.map(({ id }) => id);
}
