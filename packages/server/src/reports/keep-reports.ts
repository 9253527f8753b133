import type { Clock } from '@sotto/core';
import type { Rejection, Report } from '@sotto/protocol';
import { inForce, tasksInForce, type KnownTask } from '../configuration/configurations.ts';
import type { Queryable } from '../database/database.ts';
import { allowsPayload } from '../estimators/index.ts';
import { roundTime } from '../rounds/round-times.ts';

/** What became of a report. */
export type Outcome = 'accepted' | Rejection;

/** A report that may be kept, by the numbers of the database. */
interface Row {
  readonly at: number;
  readonly round: number;
  readonly nonce: Buffer;
  readonly payload: number;
  /** Of round and nonce; what the table has once. */
  readonly key: string;
}

const keyOf = (round: number, nonce: Uint8Array): string =>
  `${round}:${Buffer.from(nonce).toString('hex')}`;

/** What is wrong with a report, whatever the database says. */
function faultOf(report: Report, known: KnownTask | undefined, now: number): Rejection | undefined {
  if (known === undefined) return 'report/unknown-task';
  const { rounds, mechanism } = known.task;
  const time = roundTime(report.round, now);
  if (report.round < rounds.first || report.round > rounds.last || time === 'not-begun')
    return 'report/wrong-round';
  if (time === 'over') return 'report/late';
  return allowsPayload(mechanism, report.payload) ? undefined : 'report/payload';
}

/**
 * Keeps rows in rounds that are still collecting, which it holds so that none closes meanwhile. Answers which rounds
 * those were, and which rows were new.
 */
async function insert(
  database: Queryable,
  rows: readonly Row[],
): Promise<{ open: Set<number>; kept: Set<string> }> {
  const found = await database.query<{ round: number; nonce: Uint8Array | null }>(
    `with open as (
       select id from round where id = any($1::integer[]) and state = 'collecting' order by id for share
     ), kept as (
       insert into report (round, nonce, payload)
       select given.round, given.nonce, given.payload
       from unnest($1::integer[], $2::bytea[], $3::bigint[]) as given (round, nonce, payload)
       join open on open.id = given.round
       order by given.round, given.nonce
       on conflict do nothing
       returning round, nonce
     )
     select id as round, null::bytea as nonce from open union all select round, nonce from kept`,
    [
      rows.map(({ round }) => round),
      rows.map(({ nonce }) => nonce),
      rows.map((row) => row.payload),
    ],
  );
  const open = new Set<number>();
  const kept = new Set<string>();
  for (const { round, nonce } of found)
    if (nonce === null) open.add(round);
    else kept.add(keyOf(round, nonce));
  return { open, kept };
}

/** Numbers of the database for rounds of tasks; a round's row is made when its first report comes. */
function roundNumbers(database: Queryable): (task: number, round: number) => Promise<number> {
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
    const id = row?.id ?? 0;
    known.set(name, id);
    return id;
  };
}

/** Tasks of the configuration in force, read again when another one is. */
function currentTasks(database: Queryable): () => Promise<Map<string, KnownTask>> {
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
      const task = known.get(Buffer.from(report.task).toString('hex'));
      const fault = faultOf(report, task, now);
      if (fault !== undefined || task === undefined) {
        outcomes[at] = fault ?? 'report/unknown-task';
        continue;
      }
      const round = await roundNumber(task.id, report.round);
      const key = keyOf(round, report.nonce);
      const nonce = Buffer.from(report.nonce);
      if (!rows.has(key)) rows.set(key, { at, round, nonce, payload: report.payload, key });
    }
    if (rows.size === 0) return outcomes;
    const { open, kept } = await insert(database, [...rows.values()]);
    for (const { at, round, key } of rows.values())
      if (kept.has(key)) outcomes[at] = 'accepted';
      else if (!open.has(round)) outcomes[at] = 'report/late';
    return outcomes;
  };
}
