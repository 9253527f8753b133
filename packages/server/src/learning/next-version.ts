import { WIRE_VERSION, type ModelParts, type ShopModel } from '@sotto/protocol';
import type { Queryable } from '../database/database.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { atNumbers, forgetGathered, gradientOf, listGathered, type Gathered } from './gathered.ts';
import { countedGroups } from './counted-groups.ts';
import { stepOf, unlearnt, type Learnt } from './optimisers/index.ts';
import { pool } from './optimisers/pool.ts';
import { GRADIENT_PARTS, type GradientPart, type LearningSettings } from './settings.ts';
import { newTrial } from './trial/trial.ts';
import { addCandidate, readVersion, versionIn, type Optimisers, type Version } from './versions.ts';

/** What a version is made with. */
export interface NextVersionOptions {
  readonly transaction: Queryable;
  readonly key: SigningKey;
  readonly settings: LearningSettings;
  /** Newest first. */
  readonly versions: readonly Version[];
  /** The round that it is now. */
  readonly round: number;
}

const isOf =
  (part: GradientPart) =>
  ({ role }: Gathered) =>
    role.kind === 'gradient' && role.part === part;

/** Whether there is news of the part that leads: others ride along. */
function isTime(rounds: readonly Gathered[], { parts }: LearningSettings): boolean {
  const leading = GRADIENT_PARTS.find((part) => parts[part] !== undefined);
  return leading === undefined ? rounds.length > 0 : rounds.some(isOf(leading));
}

/** Where a part stands in the version in use, if it has as many numbers as the rounds say. */
function learntOf(
  part: GradientPart,
  length: number,
  parts: ModelParts,
  optimisers: Optimisers,
): Learnt {
  const [numbers, state] = [parts[part]?.numbers, optimisers[part]];
  return numbers?.length === length && state?.first.length === length
    ? { numbers, state }
    : unlearnt(length);
}

/** The parts of the next version, and where their optimisers stand. */
function step(
  rounds: readonly Gathered[],
  settings: LearningSettings,
  from: { readonly parts: ModelParts; readonly optimisers: Optimisers },
): { readonly parts: ModelParts; readonly optimisers: Optimisers } {
  let { parts, optimisers } = from;
  for (const part of GRADIENT_PARTS) {
    const how = settings.parts[part];
    const news = rounds.filter(isOf(part));
    if (how === undefined || news.length === 0) continue;
    const gradient = pool(news.map(({ published }) => gradientOf(published, how.aggregate)));
    const before = learntOf(part, gradient.mean.length, parts, optimisers);
    const { numbers, state } = stepOf(how, before, gradient);
    const rank = part === 'adapter' ? { rank: Math.sqrt(numbers.length) } : {};
    parts = { ...parts, [part]: { ...rank, numbers } };
    optimisers = { ...optimisers, [part]: state };
  }
  return { parts, optimisers };
}

const statementOf = ({
  taskHash,
  published: { task, round, reports, claim },
}: Gathered): ShopModel['learntFrom'][number] => ({
  measure: task.measure,
  task: taskHash,
  round,
  reports,
  claim,
});

/**
 * Makes a candidate out of what was gathered, if the leading part has news at the numbers of the version in use.
 *
 * @returns whether it made one
 */
export async function nextVersion(options: NextVersionOptions): Promise<boolean> {
  const { transaction, key, settings, versions, round } = options;
  const gathered = await listGathered(transaction);
  const current = versionIn(versions, 'current');
  const from = {
    parts: current === undefined ? {} : (await readVersion(transaction, current.object)).parts,
    optimisers: current?.optimisers ?? {},
  };
  const rounds = await atNumbers(transaction, gathered, versions, from.parts);
  if (!isTime(rounds, settings)) return false;
  const { parts, optimisers } = step(rounds, settings, from);
  const groups = settings.parts.groups === true ? await countedGroups(transaction) : undefined;
  const model: ShopModel = {
    version: WIRE_VERSION,
    serial: (versions[0]?.serial ?? 0) + 1,
    parent: current?.object ?? null,
    since: round + 1,
    parts: { ...parts, ...(groups === undefined ? {} : { groups }) },
    learntFrom: rounds.map(statementOf),
  };
  await addCandidate(transaction, key, {
    model,
    parent: current?.serial ?? null,
    made: round,
    optimisers,
    trial: newTrial(settings.trial),
  });
  await forgetGathered(transaction);
  return true;
}
