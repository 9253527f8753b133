import type { Clock } from '@sotto/core';
import { roundAt, type ModelQuality, type ModelState, type ShopModel } from '@sotto/protocol';
import type { Database, Queryable } from '../database/database.ts';
import { lockModel } from '../database/migrate.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { serverError } from '../server-error.ts';
import { forgetGathered } from './gathered.ts';
import { isPinned, renewModelIndex } from './model-index.ts';
import { qualityOf } from './trial/trial.ts';
import { listVersions, readVersion, rollBackAfter, versionIn } from './versions.ts';

/** A version as its owner sees it. */
export interface OwnersVersion extends Pick<
  ShopModel,
  'serial' | 'parent' | 'since' | 'learntFrom'
> {
  readonly sha256: string;
  readonly state: ModelState;
  /** Round in which it was kept or rolled back. */
  readonly decided: number | null;
  readonly quality: ModelQuality | null;
}

/** All versions, newest first, each with its statement of privacy and its quality. */
export async function ownersVersions(
  database: Queryable,
): Promise<{ pinned: boolean; versions: OwnersVersion[] }> {
  const versions: OwnersVersion[] = [];
  for (const { object, state, decided, trial } of await listVersions(database)) {
    const { serial, parent, since, learntFrom } = await readVersion(database, object);
    const quality = qualityOf(trial);
    versions.push({ serial, sha256: object, state, parent, since, decided, quality, learntFrom });
  }
  return { pinned: await isPinned(database), versions };
}

/** What the owner's changes need. */
export interface OwnersChangeOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: SigningKey;
}

/** Goes back to a version that was kept, or to the release. Answers whether anything changed. */
async function goBackTo(transaction: Queryable, serial: number, round: number): Promise<boolean> {
  const versions = await listVersions(transaction);
  const target = versions.find((version) => version.serial === serial);
  if (target === undefined && serial !== 0) throw serverError('server/not-found');
  if (target?.state === 'candidate' || target?.state === 'rolled-back')
    throw serverError('server/conflict', 'Only a version that was kept can be gone back to.');
  const isThere = (versionIn(versions, 'current')?.serial ?? 0) === serial;
  if (isThere && versionIn(versions, 'candidate') === undefined) return false;
  await rollBackAfter(transaction, serial, round);
  return true;
}

async function change(
  { database, clock, key }: OwnersChangeOptions,
  work: (transaction: Queryable, round: number) => Promise<void>,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockModel(transaction);
    await work(transaction, roundAt(clock.now()));
    await renewModelIndex(transaction, key);
  });
}

/**
 * Rolls back all that came after a version, the candidate among it.
 *
 * @param serial of a version that was kept, or 0 for the release
 * @throws server/not-found, or server/conflict where there is nothing to roll back
 */
export const rollBackTo = (options: OwnersChangeOptions, serial: number): Promise<void> =>
  change(options, async (transaction, round) => {
    if (!(await goBackTo(transaction, serial, round)))
      throw serverError('server/conflict', 'Nothing came after this version.');
  });

/**
 * Goes back to a version and holds on to it: nothing is made or tried, and what comes meanwhile is not learnt.
 *
 * @param serial as above
 * @throws server/not-found, server/conflict
 */
export const pinVersion = (options: OwnersChangeOptions, serial: number): Promise<void> =>
  change(options, async (transaction, round) => {
    await goBackTo(transaction, serial, round);
    await forgetGathered(transaction);
    await transaction.query('update model_index set pinned = true');
  });

/** Learns again. @throws server/conflict where no version is pinned */
export const unpinVersion = (options: OwnersChangeOptions): Promise<void> =>
  change(options, async (transaction) => {
    if (!(await isPinned(transaction)))
      throw serverError('server/conflict', 'No version is pinned.');
    await transaction.query('update model_index set pinned = false');
  });
