import {
  modelStatement,
  sign,
  type ModelState,
  type PublishedRound,
  type ShopModel,
} from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { findObject, keepObject } from '../objects.ts';
import { serverError } from '../server-error.ts';
import type { OptimiserState } from './optimisers/optimiser.ts';
import type { GradientPart } from './settings.ts';
import type { Trial } from './trial/trial.ts';

/** Where the optimisers of a version's parts stand. */
export type Optimisers = Partial<Record<GradientPart, OptimiserState>>;

/** A version as the database has it. */
export interface Version {
  readonly serial: number;
  /** SHA-256 of the object, in hexadecimal. */
  readonly object: string;
  readonly state: ModelState;
  /** Round in which it was made. */
  readonly made: number;
  /** First round whose reports may tell of it. */
  readonly since: number;
  /** Round in which it was kept or rolled back. */
  readonly decided: number | null;
  readonly optimisers: Optimisers;
  readonly trial: Trial;
}

interface Row extends Record<string, unknown> {
  readonly optimisers: string;
  readonly trial: string;
}

/** All versions, newest first. */
export async function listVersions(database: Queryable): Promise<Version[]> {
  const rows = await database.query<Row & Omit<Version, 'optimisers' | 'trial'>>(
    `select serial, object, state, made, since, decided, optimisers, trial
     from model_version order by serial desc`,
  );
  return rows.map((row) => ({
    ...row,
    optimisers: JSON.parse(row.optimisers) as Optimisers,
    trial: JSON.parse(row.trial) as Trial,
  }));
}

/** How many versions are in each state that occurs. */
export const versionsByState = (
  database: Queryable,
): Promise<{ state: ModelState; count: number }[]> =>
  database.query('select state, count(*) as count from model_version group by state');

/** The one in this state, of which there is one at most. */
export const versionIn = (
  versions: readonly Version[],
  state: 'candidate' | 'current',
): Version | undefined => versions.find((each) => each.state === state);

async function readObject(database: Queryable, sha256: string): Promise<unknown> {
  const body = await findObject(database, sha256);
  if (body === undefined) throw serverError('server/failed');
  return JSON.parse(body);
}

/** What a version says. It is our own, so it is not checked again. */
export const readVersion = async (database: Queryable, sha256: string): Promise<ShopModel> =>
  (await readObject(database, sha256)) as ShopModel;

/** What a published round says. */
export const readRound = async (database: Queryable, sha256: string): Promise<PublishedRound> =>
  (await readObject(database, sha256)) as PublishedRound;

/** What a version begins with. */
export interface NewVersion {
  readonly model: ShopModel;
  readonly parent: number | null;
  /** Round in which it is made. */
  readonly made: number;
  readonly optimisers: Optimisers;
  readonly trial: Trial;
}

/** Keeps and signs a version, as the candidate. */
export async function addCandidate(
  transaction: Queryable,
  key: SigningKey,
  { model, parent, made, optimisers, trial }: NewVersion,
): Promise<void> {
  const object = await keepObject(transaction, JSON.stringify(model));
  const { signature } = await sign(modelStatement(object), key.privateKey);
  await transaction.query(
    `insert into model_version (serial, object, signature, parent, state, made, since, optimisers, trial)
     values ($1, $2, $3, $4, 'candidate', $5, $6, $7, $8)`,
    [
      model.serial,
      object,
      signature,
      parent,
      made,
      model.since,
      JSON.stringify(optimisers),
      JSON.stringify(trial),
    ],
  );
}

/** Writes down how a candidate does. */
export async function keepTrial(
  transaction: Queryable,
  serial: number,
  trial: Trial,
): Promise<void> {
  await transaction.query('update model_version set trial = $2 where serial = $1', [
    serial,
    JSON.stringify(trial),
  ]);
}

/** The candidate becomes the version in use. */
export async function keepCandidate(transaction: Queryable, round: number): Promise<void> {
  await transaction.query(`update model_version set state = 'replaced' where state = 'current'`);
  await transaction.query(
    `update model_version set state = 'current', decided = $1 where state = 'candidate'`,
    [round],
  );
}

/** Rolls back what came after a version, which becomes the one in use. 0 is the release. */
export async function rollBackAfter(
  transaction: Queryable,
  serial: number,
  round: number,
): Promise<void> {
  await transaction.query(
    `update model_version set state = 'rolled-back', decided = $2
     where serial > $1 and state <> 'rolled-back'`,
    [serial, round],
  );
  await transaction.query(`update model_version set state = 'current' where serial = $1`, [serial]);
}

/**
 * Versions whose numbers devices of a round may have told of: the newest that was not rolled back before, and what came
 * in place of it if it was rolled back within the round. `undefined` stands for the release.
 *
 * @param versions newest first
 */
export function versionsOf(versions: readonly Version[], round: number): (Version | undefined)[] {
  const used: Version[] = [];
  for (const version of versions) {
    if (version.since > round) continue;
    const end = version.state === 'rolled-back' ? (version.decided ?? round) : Infinity;
    if (end < round) continue;
    used.push(version);
    if (end > round) return used;
  }
  return [...used, undefined];
}

/** Whether devices of a round knew of no candidate but this one. */
export const isAloneIn = (
  candidate: Version,
  versions: readonly Version[],
  round: number,
): boolean =>
  round >= candidate.made &&
  versions.every(
    ({ serial, made, decided }) =>
      serial === candidate.serial || made > round || (decided ?? Infinity) < round,
  );
