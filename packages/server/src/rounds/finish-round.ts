import { roundKey, type RandomSource } from '@sotto/privacy';
import {
  roundStatement,
  sign,
  WIRE_VERSION,
  type PublishedRound,
  type Result,
  type Task,
} from '@sotto/protocol';
import type { Database, Queryable } from '../database/database.ts';
import type { Estimator } from '../estimators/estimator.ts';
import { estimatorOf } from '../estimators/index.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import type { HelperClient } from '../split/helper-client.ts';
import { countSplitReports, splitResult } from '../split/split-result.ts';
import { isSplit } from '../split/split-task.ts';
import { RAW_TABLES } from './close-rounds.ts';
import { keepObject } from '../objects.ts';
import { roundClaim } from './round-claim.ts';

/** Reports that are read at once; between two pages the server answers others. */
const PAGE = 2_000;

interface ClosedRound {
  readonly id: number;
  readonly round: number;
  readonly taskHash: string;
  readonly task: Task;
}

async function findClosed(database: Queryable, id: number): Promise<ClosedRound | undefined> {
  const [row] = await database.query<{ round: number; hash: string; body: string }>(
    `select round.round, task.hash, task.body from round join task on task.id = round.task
     where round.id = $1 and state = 'closed'`,
    [id],
  );
  return row && { id, round: row.round, taskHash: row.hash, task: JSON.parse(row.body) as Task };
}

async function countReports(database: Queryable, id: number): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    'select count(*) as count from report where round = $1',
    [id],
  );
  return row?.count ?? 0;
}

/** Reads all reports of a round, in the order of their nonces, which says nothing. */
async function addReports(database: Queryable, id: number, estimator: Estimator): Promise<void> {
  let after: Uint8Array = new Uint8Array();
  for (;;) {
    const page = await database.query<{ nonce: Uint8Array; payload: number }>(
      `select nonce, payload from report where round = $1 and nonce > $2 order by nonce limit ${PAGE}`,
      [id, after],
    );
    estimator.add(page.map(({ payload }) => payload));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.nonce;
  }
}

/**
 * Ends a round if it is still closed, and deletes its raw reports, in one transaction: of two servers that get here,
 * one ends it, and whoever is stopped before the end has changed nothing.
 */
async function end(
  database: Database,
  { id }: ClosedRound,
  reports: number,
  outcome: { readonly body: string; readonly key: SigningKey } | undefined,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const [ended] = await transaction.query(
      `update round set state = $2, reports = $3 where id = $1 and state = 'closed' returning id`,
      [id, outcome === undefined ? 'discarded' : 'published', reports],
    );
    if (ended === undefined) return;
    if (outcome !== undefined) {
      const object = await keepObject(transaction, outcome.body);
      const { signature } = await sign(roundStatement(object), outcome.key.privateKey);
      await transaction.query('update round set object = $2, signature = $3 where id = $1', [
        id,
        object,
        signature,
      ]);
    }
    for (const table of RAW_TABLES)
      await transaction.query(`delete from ${table} where round = $1`, [id]);
  });
}

/** What a round is finished with. */
export interface FinishOptions {
  readonly database: Database;
  readonly key: SigningKey;
  readonly helper: HelperClient;
  /** Where the noise of rounds in two shares is drawn from. */
  readonly random: RandomSource;
}

async function resultOf(options: FinishOptions, closed: ClosedRound): Promise<Result> {
  const { id, task, taskHash, round } = closed;
  if (isSplit(task)) return splitResult(options.database, options, { ...closed, task });
  const estimator = estimatorOf(task.mechanism, await roundKey(taskHash, round));
  await addReports(options.database, id, estimator);
  return estimator.result();
}

/** The result, or `undefined` where another server ended the round meanwhile and its reports are gone. */
async function resultUnlessEnded(
  options: FinishOptions,
  closed: ClosedRound,
): Promise<Result | undefined> {
  try {
    return await resultOf(options, closed);
  } catch (error) {
    if ((await findClosed(options.database, closed.id)) === undefined) return undefined;
    throw error;
  }
}

/**
 * Estimates and publishes a closed round, or discards it unread if fewer devices reported than its task asks for.
 * Does nothing if another server was first. May be repeated after a failure: nothing changes before all is done.
 *
 * @throws server/database, privacy/parameters, server/helper
 */
export async function finishRound(options: FinishOptions, id: number): Promise<void> {
  const { database, key } = options;
  const closed = await findClosed(database, id);
  if (closed === undefined) return;
  const { task, round } = closed;
  const reports = await (isSplit(task) ? countSplitReports : countReports)(database, id);
  if (reports < task.minimumCohort) return end(database, closed, reports, undefined);
  const result = await resultUnlessEnded(options, closed);
  if (result === undefined) return;
  const published: PublishedRound = {
    version: WIRE_VERSION,
    task,
    claim: roundClaim(task, reports),
    round,
    reports,
    result,
  };
  return end(database, closed, reports, { body: JSON.stringify(published), key });
}
