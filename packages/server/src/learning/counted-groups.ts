import { groupPart } from '@sotto/learning';
import type { ModelParts, Result, Task } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import { roleOf } from './settings.ts';
import { readRound } from './versions.ts';

/** Rounds of a task that are added up; what is older would count for next to nothing. */
const ROUNDS = 12;

type Counts = Extract<Result, { readonly kind: 'counts' }>;

/** Counts of one task, of groups that are numbered in one way. */
interface NewestCounts {
  readonly numbering: string;
  /** Results of its newest published rounds, newest first. */
  readonly rounds: readonly Counts[];
}

const numberingOf = ({ mechanism }: Task): string | undefined =>
  mechanism.kind === 'local-hashing' ? mechanism.numbering : undefined;

/**
 * What the newest task of a measure has counted, if any has.
 *
 * @param wanted numbering of the task; default any
 */
async function newestCounts(
  transaction: Queryable,
  measure: 'popularity' | 'covisits',
  wanted?: string,
): Promise<NewestCounts | undefined> {
  const rows = await transaction.query<{ id: number; body: string }>(
    `select task.id, body from task join round on round.task = task.id
     where state = 'published' and learnt group by task.id, body
     order by max(round.round) desc, task.id desc`,
  );
  const tasks = rows.map(({ id, body }) => ({ id, task: JSON.parse(body) as Task }));
  const found = tasks.find(
    ({ task }) =>
      roleOf(task)?.kind === measure && (wanted === undefined || numberingOf(task) === wanted),
  );
  const numbering = found && numberingOf(found.task);
  if (numbering === undefined) return undefined;
  const published = await transaction.query<{ object: string }>(
    `select object from round where task = $1 and state = 'published' and learnt
     order by round desc limit ${ROUNDS}`,
    [found?.id],
  );
  const rounds: Counts[] = [];
  for (const { object } of published) {
    const { result } = await readRound(transaction, object);
    if (result.kind === 'counts') rounds.push(result);
  }
  return { numbering, rounds };
}

/**
 * What the private counts of groups come to: those of the newest rounds, added up anew each time, so that a round which
 * was taken back is out of the next version. Pairs count where their groups are numbered as those of popularity. See `groupPart` for what is told and what is noise.
 */
export async function countedGroups(transaction: Queryable): Promise<ModelParts['groups']> {
  const popularity = await newestCounts(transaction, 'popularity');
  if (popularity === undefined) return undefined;
  const { numbering, rounds } = popularity;
  const covisits = await newestCounts(transaction, 'covisits', numbering);
  return groupPart(numbering, rounds, covisits?.rounds);
}
