import type { Clock } from '@sotto/core';
import { roundAt } from '@sotto/protocol';
import { learningInForce } from '../configuration/configurations.ts';
import type { Database, Queryable } from '../database/database.ts';
import { lockModel } from '../database/migrate.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { lastRoundOver } from '../rounds/round-times.ts';
import { gather, isLearnt } from './gathered.ts';
import { isPinned, renewModelIndex } from './model-index.ts';
import { nextVersion } from './next-version.ts';
import { roleOf, type Role } from './settings.ts';
import { addOutcomes, addVotes, decide } from './trial/trial.ts';
import {
  isAloneIn,
  keepCandidate,
  keepTrial,
  listVersions,
  readRound,
  rollBackAfter,
  versionIn,
  type Version,
} from './versions.ts';

/** What learning works with. */
export interface LearningOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: SigningKey;
}

/** Of one week, what judges a candidate comes before what moves on from it, and counts before gradients. */
const ORDER: readonly Role['kind'][] = ['outcome', 'vote', 'covisits', 'popularity', 'gradient'];

/** Numbers of published rounds that learning has not dealt with, in the order in which it does. */
export async function roundsToLearn(database: Queryable): Promise<number[]> {
  const rows = await database.query<{ id: number; round: number; body: string }>(
    `select round.id, round.round, task.body from round join task on task.id = round.task
     where state = 'published' and not learnt order by round.round, round.id`,
  );
  const ranked = rows.map(({ id, round, body }) => {
    const role = roleOf(JSON.parse(body) as Parameters<typeof roleOf>[0]);
    return { id, round, rank: role === undefined ? -1 : ORDER.indexOf(role.kind) };
  });
  return ranked.sort((a, b) => a.round - b.round || a.rank - b.rank).map(({ id }) => id);
}

/** Marks a round as dealt with. Answers its object, or `undefined` where another server was first. */
async function takeRound(transaction: Queryable, id: number): Promise<string | undefined> {
  const [row] = await transaction.query<{ object: string }>(
    `update round set learnt = true where id = $1 and state = 'published' and not learnt
     returning object`,
    [id],
  );
  return row?.object;
}

/**
 * Whether what judges a candidate is of this one. Votes are of the versions that devices know in a round; outcomes are of
 * lists that were made in the week before it, of which all must lie in the trial.
 */
const tellsOf = (
  candidate: Version,
  versions: readonly Version[],
  { kind }: Role,
  round: number,
): boolean =>
  kind === 'vote'
    ? isAloneIn(candidate, versions, round)
    : round > candidate.since && isAloneIn(candidate, versions, round - 1);

/**
 * Learns from one published round, in one transaction that also marks it: whoever is stopped before the end has changed
 * nothing, and of two servers that get here one learns. Votes and outcomes go to the trial of the candidate that they are
 * of, gradients and counts to the next version.
 */
export async function learnFromRound(options: LearningOptions, id: number): Promise<void> {
  await options.database.transaction(async (transaction) => {
    await lockModel(transaction);
    const object = await takeRound(transaction, id);
    if (object === undefined) return;
    const published = await readRound(transaction, object);
    const role = roleOf(published.task);
    if (role === undefined) return;
    const judges = role.kind === 'vote' || role.kind === 'outcome';
    if (judges) {
      const versions = await listVersions(transaction);
      const candidate = versionIn(versions, 'candidate');
      if (candidate === undefined || !tellsOf(candidate, versions, role, published.round)) return;
      const added = (role.kind === 'vote' ? addVotes : addOutcomes)(candidate.trial, published);
      await keepTrial(transaction, candidate.serial, added);
    } else {
      const settings = await learningInForce(transaction);
      const isWanted = settings !== undefined && isLearnt(role, settings);
      if (!isWanted || (await isPinned(transaction))) return;
      await gather(transaction, id);
    }
    const advanced = await advance(transaction, options, !judges);
    if (judges && !advanced) await renewModelIndex(transaction, options.key);
  });
}

/** Ends the trial of a candidate whose time is over, whether its last votes came or not. */
export async function endTrial(options: LearningOptions): Promise<void> {
  await options.database.transaction(async (transaction) => {
    await lockModel(transaction);
    await advance(transaction, options, false);
  });
}

/**
 * Decides on the candidate, and makes the next one where that, or news of a round, lets it.
 *
 * @returns whether anything changed
 */
async function advance(
  transaction: Queryable,
  { clock, key }: LearningOptions,
  isNews: boolean,
): Promise<boolean> {
  const now = clock.now();
  const decided = await decideOnCandidate(transaction, now);
  const made = (decided || isNews) && (await makeCandidate(transaction, key, roundAt(now)));
  if (decided || made) await renewModelIndex(transaction, key);
  return decided || made;
}

async function decideOnCandidate(transaction: Queryable, now: number): Promise<boolean> {
  const versions = await listVersions(transaction);
  const candidate = versionIn(versions, 'candidate');
  if (candidate === undefined) return false;
  const isOver = lastRoundOver(now) >= candidate.made + candidate.trial.rounds;
  const decision = decide(candidate.trial, isOver);
  if (decision === 'keep') await keepCandidate(transaction, roundAt(now));
  if (decision === 'roll-back')
    await rollBackAfter(transaction, versionIn(versions, 'current')?.serial ?? 0, roundAt(now));
  return decision !== 'go-on';
}

async function makeCandidate(
  transaction: Queryable,
  key: SigningKey,
  round: number,
): Promise<boolean> {
  const versions = await listVersions(transaction);
  const settings = await learningInForce(transaction);
  if (settings === undefined || versionIn(versions, 'candidate') !== undefined) return false;
  if (await isPinned(transaction)) return false;
  return nextVersion({ transaction, key, settings, versions, round });
}
