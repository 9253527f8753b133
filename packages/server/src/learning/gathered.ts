import type { ModelParts, PublishedRound } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import type { CountedGradient } from './optimisers/pool.ts';
import {
  roleOf,
  type GradientPart,
  type LearningSettings,
  type OptimiserSettings,
  type Role,
} from './settings.ts';
import { readRound, readVersion, versionsOf, type Version } from './versions.ts';

/** A published round that no version has learnt from yet. */
export interface Gathered {
  readonly id: number;
  /** SHA-256 of its task. */
  readonly taskHash: string;
  readonly role: Role;
  readonly published: PublishedRound;
}

/** Lets the next version learn from a round. */
export async function gather(transaction: Queryable, round: number): Promise<void> {
  await transaction.query('insert into gathered values ($1) on conflict do nothing', [round]);
}

/** All rounds that were gathered, but for those that were taken back since. */
export async function listGathered(transaction: Queryable): Promise<Gathered[]> {
  const rows = await transaction.query<{ id: number; hash: string; object: string }>(
    `select round.id, task.hash, round.object from gathered
     join round on round.id = gathered.round join task on task.id = round.task
     where round.state = 'published' order by round.round, round.id`,
  );
  const gathered: Gathered[] = [];
  for (const { id, hash, object } of rows) {
    const published = await readRound(transaction, object);
    const role = roleOf(published.task);
    if (role !== undefined) gathered.push({ id, taskHash: hash, role, published });
  }
  return gathered;
}

/** Forgets what was gathered. */
export async function forgetGathered(transaction: Queryable): Promise<void> {
  await transaction.query('delete from gathered');
}

/** The numbers of a part, as a text to compare: a part that is missing is one of zeros. */
function numbersOf(parts: ModelParts, part: GradientPart): string {
  const numbers = parts[part]?.numbers ?? [];
  return numbers.every((each) => each === 0) ? '' : numbers.join();
}

/**
 * The rounds whose gradients were measured at the numbers that the next step begins from; those of other numbers say
 * nothing of it.
 *
 * @param versions newest first
 * @param from parts of the version in use
 */
export async function atNumbers(
  transaction: Queryable,
  rounds: readonly Gathered[],
  versions: readonly Version[],
  from: ModelParts,
): Promise<Gathered[]> {
  const kept: Gathered[] = [];
  for (const each of rounds) {
    const { role, published } = each;
    if (role.kind !== 'gradient') {
      kept.push(each);
      continue;
    }
    const at = await Promise.all(
      versionsOf(versions, published.round).map(async (version) =>
        version === undefined ? {} : (await readVersion(transaction, version.object)).parts,
      ),
    );
    const wanted = numbersOf(from, role.part);
    if (at.every((parts) => numbersOf(parts, role.part) === wanted)) kept.push(each);
  }
  return kept;
}

/** What a round says of the gradient, as the settings want it. */
export function gradientOf(
  { result, reports }: PublishedRound,
  aggregate: OptimiserSettings['aggregate'],
): CountedGradient {
  if (result.kind !== 'mean') throw new TypeError('A gradient is a mean.');
  const { mean, standardError } = (aggregate === 'mean' ? undefined : result[aggregate]) ?? result;
  return { mean, standardError, reports };
}

/** Whether settings let a round of this role into the next version. */
export const isLearnt = (role: Role, { parts }: LearningSettings): boolean =>
  role.kind === 'gradient'
    ? parts[role.part] !== undefined
    : (role.kind === 'popularity' || role.kind === 'covisits') && parts.groups === true;
