import type { Clock } from '@sotto/core';
import { takesPart, type Rejection, type Report, type Task } from '@sotto/protocol';
import { inForce, tasksInForce, type KnownTask } from '../configuration/configurations.ts';
import type { Queryable } from '../database/database.ts';
import { roundTime } from '../rounds/round-times.ts';
import { serverError } from '../server-error.ts';

/** What became of a report. */
export type Outcome = 'accepted' | Rejection;

/** Bytes as the names of tasks in maps. */
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** A report that may be kept. */
interface Row {
  /** Where its outcome goes. */
  readonly at: number;
  /** Number of its round in the database. */
  readonly round: number;
  readonly report: Report;
}

/** What is wrong with the round that a report names. */
export function timeFault(round: number, task: Task, now: number): Rejection | undefined {
  const time = roundTime(round, now);
  if (!takesPart(task, round) || time === 'not-begun') return 'report/wrong-round';
  return time === 'over' ? 'report/late' : undefined;
}

/** What is wrong with a report, whatever the database says. A task in split mode takes no whole words. */
function faultOf(report: Report, known: KnownTask | undefined, now: number): Rejection | undefined {
  if (known === undefined || known.task.mode.kind === 'split') return 'report/unknown-task';
  const fault = timeFault(report.round, known.task, now);
  if (fault !== undefined) return fault;
  return known.allows(report.payload) ? undefined : 'report/payload';
}

/** A row that was not kept. */
interface Refused {
  /** Which of the rows, from 1 on. */
  readonly nth: number;
  /** Whether its round still collects, so that it was its nonce that was known. */
  readonly open: boolean;
}

/**
 * Keeps rows whose round is still collecting, and holds these rounds so that none closes meanwhile. Nonces come as
 * one text of bytes, of which lists are slow; they are written in order, so that servers don't wait for one another
 * in a circle.
 *
 * @returns those that were not kept
 */
const insert = (database: Queryable, rows: readonly Row[]): Promise<Refused[]> =>
  database.query<Refused & Record<string, unknown>>(
    `with open as (
       select id from round where id = any($1::integer[]) and state = 'collecting' order by id for share
     ), given as materialized (
       select nth, round, substring($2::bytea from 16 * nth::integer - 15 for 16) as nonce, payload
       from unnest($1::integer[], $3::bigint[]) with ordinality as list (round, payload, nth)
     ), kept as (
       insert into report (round, nonce, payload)
       select round, nonce, payload from given where round in (select id from open)
       order by round, nonce
       on conflict do nothing
       returning round, nonce
     )
     select given.nth, given.round in (select id from open) as open
     from given left join kept using (round, nonce) where kept.round is null`,
    [
      rows.map(({ round }) => round),
      Buffer.concat(rows.map(({ report }) => report.nonce)),
      rows.map(({ report }) => report.payload),
    ],
  );

/** Numbers of the database for rounds of tasks; a round's row is made when its first report comes. */
export function roundNumbers(
  database: Queryable,
): (task: number, round: number) => Promise<number> {
  const known = new Map<string, number>();
  return async (task, round) => {
    const name = `${task}:${round}`;
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    await database.query('insert into round (task, round) values ($1, $2) on conflict do nothing', [
      task,
      round,
    ]);
    const [row] = await database.query<{ id: number }>(
      'select id from round where task = $1 and round = $2',
      [task, round],
    );
    if (row === undefined) throw serverError('server/failed');
    known.set(name, row.id);
    return row.id;
  };
}

/** Tasks of the configuration in force, read again when another one is. */
export function currentTasks(database: Queryable): () => Promise<Map<string, KnownTask>> {
  let serial = -1;
  let tasks = new Map<string, KnownTask>();
  return async () => {
    const current = (await inForce(database))?.serial ?? 0;
    if (current !== serial) {
      tasks = await tasksInForce(database);
      serial = current;
    }
    return tasks;
  };
}

/**
 * Judges reports and keeps the good ones; what it answered `accepted` for is committed.
 *
 * @returns (from the returned function) one outcome for each report, in order
 */
export function reportKeeper(
  database: Queryable,
  clock: Clock,
): (reports: readonly Report[]) => Promise<Outcome[]> {
  const tasks = currentTasks(database);
  const roundNumber = roundNumbers(database);
  return async (reports) => {
    const known = await tasks();
    const now = clock.now();
    const outcomes: Outcome[] = reports.map(() => 'report/replayed');
    const rows = new Map<string, Row>();
    for (const [at, report] of reports.entries()) {
      const task = known.get(hex(report.task));
      const fault = faultOf(report, task, now);
      if (fault !== undefined || task === undefined) {
        outcomes[at] = fault ?? 'report/unknown-task';
        continue;
      }
      const round = await roundNumber(task.id, report.round);
      const key = `${round}:${hex(report.nonce)}`;
      if (rows.has(key)) continue;
      rows.set(key, { at, round, report });
      outcomes[at] = 'accepted';
    }
    if (rows.size === 0) return outcomes;
    const list = [...rows.values()];
    for (const { nth, open } of await insert(database, list))
      outcomes[list[nth - 1]!.at] = open ? 'report/replayed' : 'report/late';
    return outcomes;
  };
}
