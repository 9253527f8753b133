import { groupPart } from '@sotto/learning';
import type { ModelParts, Result } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import { roleOf } from './settings.ts';
import { readRound } from './versions.ts';

/** Rounds of a task that are added up; what is older would count for next to nothing. */
const ROUNDS = 12;

type Counts = Extract<Result, { readonly kind: 'counts' }>;

/** Results of the newest published rounds of a measure, of one task, newest first. */
async function newestCounts(
  transaction: Queryable,
  measure: 'popularity' | 'covisits',
): Promise<Counts[]> {
  const tasks = await transaction.query<{ id: number; body: string }>(
    `select task.id, body from task join round on round.task = task.id
     where state = 'published' and learnt group by task.id, body
     order by max(round.round) desc, task.id desc`,
  );
  const task = tasks.find(
    ({ body }) => roleOf(JSON.parse(body) as Parameters<typeof roleOf>[0])?.kind === measure,
  );
  if (task === undefined) return [];
  const rounds = await transaction.query<{ object: string }>(
    `select object from round where task = $1 and state = 'published' and learnt
     order by round desc limit ${ROUNDS}`,
    [task.id],
  );
  const counts: Counts[] = [];
  for (const { object } of rounds) {
    const { result } = await readRound(transaction, object);
    if (result.kind === 'counts') counts.push(result);
  }
  return counts;
}

/**
 * What the private counts of groups come to: those of the newest rounds, added up anew each time, so that a round which
 * was taken back is out of the next version. See `groupPart` for what is told and what is noise.
 */
export async function countedGroups(transaction: Queryable): Promise<ModelParts['groups']> {
  const popularity = await newestCounts(transaction, 'popularity');
  if (popularity.length === 0) return undefined;
  return groupPart(popularity, await newestCounts(transaction, 'covisits'));
}
