import {
  configurationSchema,
  encodeKeyConfig,
  sign,
  signedSchema,
  taskHashOf,
  taskIdOf,
  toBase64Url,
  WIRE_VERSION,
  type Configuration,
  type Signed,
  type Task,
} from '@sotto/protocol';
import * as v from 'valibot';
import type { Database, Queryable } from '../database/database.ts';
import { lockSetUp } from '../database/migrate.ts';
import { fewestReports, payloadCheck } from '../estimators/index.ts';
import { storedGatewayKey } from '../keys/gateway-key.ts';
import { isSignedBy, type SigningKey } from '../keys/signing-key.ts';
import { learningProblems, type LearningSettings } from '../learning/settings.ts';
import { findObject, keepObject } from '../objects.ts';
import { serverError } from '../server-error.ts';

/** A task with its names. */
export interface KnownTask {
  /** Number in the database. */
  readonly id: number;
  /** SHA-256 in hexadecimal, as `taskHashOf`. */
  readonly hash: string;
  readonly task: Task;
  /** Whether a report of it can have a payload. */
  readonly allows: (payload: number) => boolean;
}

/** Which configuration is in force. */
export interface InForce {
  readonly serial: number;
  /** SHA-256 of the object. */
  readonly object: string;
}

/** The configuration in force, or `undefined` before there is one. */
export async function inForce(database: Queryable): Promise<InForce | undefined> {
  const [row] = await database.query<InForce & Record<string, unknown>>(
    'select serial, object from configuration order by serial desc limit 1',
  );
  return row;
}

/** The signed object of the configuration in force, as it was kept. */
export async function signedInForce(database: Queryable): Promise<string | undefined> {
  const found = await inForce(database);
  return found && findObject(database, found.object);
}

/** What an owner sets. */
export interface OwnersConfiguration {
  /** What devices are asked. */
  readonly tasks: readonly Task[];
  /** How the shop learns from it. Without it, it does not. */
  readonly learning?: LearningSettings | undefined;
}

/** What a signed object says. It is our own, so its signature is not checked again. */
const payloadOf = (object: string): Configuration =>
  v.parse(configurationSchema, JSON.parse((JSON.parse(object) as Signed).payload));

/** Tasks of the configuration in force by the name that reports use, in hexadecimal. */
export async function tasksInForce(database: Queryable): Promise<Map<string, KnownTask>> {
  const object = await signedInForce(database);
  if (object === undefined) return new Map();
  const tasks = await Promise.all(payloadOf(object).tasks.map((task) => findTask(database, task)));
  return new Map(tasks.map((known) => [Buffer.from(taskIdOf(known.hash)).toString('hex'), known]));
}

async function findTask(database: Queryable, task: Task): Promise<KnownTask> {
  const hash = await taskHashOf(task);
  const [row] = await database.query<{ id: number }>('select id from task where hash = $1', [hash]);
  if (row === undefined) throw serverError('server/failed');
  return { id: row.id, hash, task, allows: payloadCheck(task.mechanism) };
}

/** How the shop learns by the configuration in force, or `undefined` where it does not. */
export async function learningInForce(database: Queryable): Promise<LearningSettings | undefined> {
  const [row] = await database.query<{ learning: string | null }>(
    'select learning from configuration order by serial desc limit 1',
  );
  return typeof row?.learning === 'string'
    ? (JSON.parse(row.learning) as LearningSettings)
    : undefined;
}

/** The configuration in force as its owner sees it, or `undefined` before there is one. */
export async function ownersConfiguration(
  database: Queryable,
): Promise<(OwnersConfiguration & { readonly serial: number }) | undefined> {
  const object = await signedInForce(database);
  if (object === undefined) return undefined;
  const { serial, tasks } = payloadOf(object);
  const learning = await learningInForce(database);
  return { serial, tasks, ...(learning === undefined ? {} : { learning }) };
}

const hashesOf = (tasks: readonly Task[]): Promise<string[]> => Promise.all(tasks.map(taskHashOf));

function* problemsOf(
  { tasks, learning }: OwnersConfiguration,
  hashes: readonly string[],
  keyConfig: string,
): Generator<string> {
  for (const [at, { mechanism, minimumCohort, mode, rounds }] of tasks.entries()) {
    if (rounds.last < rounds.first) yield `tasks[${at}].rounds: the last lies before the first`;
    if (minimumCohort < fewestReports(mechanism))
      yield `tasks[${at}].minimumCohort: the mechanism needs ${fewestReports(mechanism)} reports`;
    if (mode.kind === 'relay' && mode.keyConfig !== keyConfig)
      yield `tasks[${at}].mode.keyConfig: is not that of this server's gateway, ${keyConfig}`;
    if (mode.kind === 'split' && mechanism.kind !== 'code-book')
      yield `tasks[${at}].mode: split mode is for code books alone`;
    if (hashes.indexOf(hashes[at] ?? '') < at) yield `tasks[${at}]: the same task twice`;
  }
  if (learning !== undefined) yield* learningProblems(learning, tasks);
}

/**
 * Puts another configuration in force: with the next serial number, signed, kept as an object. Earlier ones stay
 * readable.
 *
 * @throws config/invalid with every problem
 */
export async function putConfiguration(
  database: Database,
  key: SigningKey,
  wanted: OwnersConfiguration,
): Promise<InForce> {
  const { tasks, learning } = wanted;
  const hashes = await hashesOf(tasks);
  return database.transaction(async (transaction) => {
    await lockSetUp(transaction);
    const gateway = await encodeKeyConfig(await storedGatewayKey(transaction));
    const problems = [...problemsOf(wanted, hashes, toBase64Url(gateway))];
    if (problems.length > 0) throw serverError('config/invalid', problems.join('\n'));
    const serial = ((await inForce(transaction))?.serial ?? 0) + 1;
    const object = await keepSigned(transaction, key, { serial, tasks: [...tasks] });
    for (const [at, task] of tasks.entries())
      await transaction.query(
        'insert into task (hash, body) values ($1, $2) on conflict do nothing',
        [hashes[at], JSON.stringify(task)],
      );
    await transaction.query('insert into configuration values ($1, $2, $3)', [
      serial,
      object,
      learning === undefined ? null : JSON.stringify(learning),
    ]);
    return { serial, object };
  });
}

async function keepSigned(
  transaction: Queryable,
  key: SigningKey,
  configuration: Omit<Configuration, 'version'>,
): Promise<string> {
  const payload = JSON.stringify({ version: WIRE_VERSION, ...configuration });
  const signed = await sign(payload, key.privateKey);
  if (!v.is(signedSchema, signed)) throw serverError('config/invalid', 'It is too long.');
  return keepObject(transaction, JSON.stringify(signed));
}

/**
 * Puts a configuration in force unless it is already, under this key.
 *
 * @param wanted default what is in force, at first no task
 */
export async function ensureConfiguration(
  database: Database,
  key: SigningKey,
  wanted?: OwnersConfiguration,
): Promise<void> {
  const signed = await signedInForce(database);
  const present = await ownersConfiguration(database);
  const next = wanted ?? present ?? { tasks: [] };
  const textOf = async ({ tasks, learning }: OwnersConfiguration): Promise<string> =>
    JSON.stringify([await hashesOf(tasks), learning]);
  const isPresent = present !== undefined && (await textOf(present)) === (await textOf(next));
  if (isPresent && signed !== undefined && (await isSignedBy(key, signed))) return;
  await putConfiguration(database, key, next);
}
