import type { RoundIndex } from '@sotto/protocol';
import type { Database, Queryable } from '../database/database.ts';
import { serverError } from '../server-error.ts';

/** A state that a round can be in. */
export const ROUND_STATES = [
  'collecting',
  'closed',
  'published',
  'discarded',
  'expired',
  'rolled-back',
] as const;

/** One of {@link ROUND_STATES}. */
export type RoundState = (typeof ROUND_STATES)[number];

/** A round as its owner sees it. */
export interface OwnersRound {
  /** SHA-256 of the task, in hexadecimal. */
  readonly task: string;
  readonly round: number;
  readonly state: RoundState;
  /** Reports that came, or that were there when the round ended. `null` where they expired. */
  readonly reports: number | null;
}

/** All rounds, newest first. */
export const ownersRounds = (database: Queryable): Promise<OwnersRound[]> =>
  database.query<OwnersRound & Record<string, unknown>>(
    `select task.hash as task, round.round, state,
       case when state in ('collecting', 'closed')
         then (select count(*) from report where report.round = round.id)
           + (select count(*) from split_report where split_report.round = round.id)
         else reports end as reports
     from round join task on task.id = round.task order by round.round desc, task.id`,
  );

/** See `roundIndexSchema`. */
export const publishedRounds = async (database: Queryable): Promise<RoundIndex> => ({
  rounds: await database.query<RoundIndex['rounds'][number]>(
    `select task.hash as task, round.round, object as sha256, signature
     from round join task on task.id = round.task
     where state = 'published' order by round.round desc, task.id`,
  ),
});

/** How many rounds are in each state that occurs. */
export const roundsByState = (
  database: Queryable,
): Promise<{ state: RoundState; count: number }[]> =>
  database.query('select state, count(*) as count from round group by state');

/**
 * Takes a published result back: it leaves the index. Its object stays, as objects never change.
 *
 * @param task SHA-256 of the task, in hexadecimal
 * @throws server/not-found, or server/conflict where the round is not published
 */
export async function rollBackRound(
  database: Database,
  task: string,
  round: number,
): Promise<void> {
  const found = await database.query<{ id: number }>(
    `select round.id from round join task on task.id = round.task
     where task.hash = $1 and round.round = $2`,
    [task, round],
  );
  const [row] = found;
  if (row === undefined) throw serverError('server/not-found');
  const changed = await database.query(
    `update round set state = 'rolled-back' where id = $1 and state = 'published' returning id`,
    [row.id],
  );
  if (changed.length === 0)
    throw serverError('server/conflict', 'Only a published round can be rolled back.');
}
