import { codeBookResponse, kAryResponse, localHashing, roundKey } from '@sotto/privacy';
import {
  readModelIndex,
  readShopModel,
  LIST_OUTCOMES_OF_TRIAL,
  ROUND_MS,
  taskHashOf,
  VERSION_VOTES,
  type ModelIndex,
  type ModelName,
  type ShopModel,
  type Task,
} from '@sotto/protocol';
import { expect } from 'vitest';
import type { Database } from '../database/database.ts';
import {
  reportsOf,
  ROUND,
  seededRandom,
  testServer,
  type TestServer,
} from '../fixture.contract.ts';
import type { CreateServerOptions } from '../create-server.ts';

const common = { mode: { kind: 'solo' }, minimumCohort: 10 } as const;
const EVEN = { first: ROUND, last: ROUND + 100, every: 2 };
const ODD = { ...EVEN, first: ROUND + 1 };

export const FUSION: Task = {
  ...common,
  measure: 'fusion-gradient',
  mechanism: { kind: 'code-book', microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 },
  rounds: EVEN,
};

export const VOTE: Task = {
  ...common,
  measure: 'version-vote',
  mechanism: { kind: 'k-ary-response', microEpsilon: 4_000_000, values: [...VERSION_VOTES] },
  rounds: ODD,
};

export const OUTCOME: Task = {
  ...common,
  measure: 'list-outcome',
  mechanism: {
    kind: 'k-ary-response',
    microEpsilon: 4_000_000,
    values: [...LIST_OUTCOMES_OF_TRIAL],
  },
  rounds: ODD,
};

export const POPULARITY: Task = {
  ...common,
  measure: 'group-popularity',
  mechanism: {
    kind: 'local-hashing',
    microEpsilon: 4_000_000,
    items: 5,
    numbering: '0123456789abcdef',
  },
  rounds: EVEN,
};

export const TASKS = [FUSION, VOTE, OUTCOME, POPULARITY];

export const LEARNING = {
  parts: { fusion: { kind: 'momentum', rate: 1 }, groups: true },
  trial: { rounds: 4 },
} as const;

/** A gradient that all devices have. */
export const UPHILL = Float64Array.from({ length: 16 }, (_, at) => (at < 4 ? 0.4 : 0));

/** What devices of a week report: so many of each value. */
export interface Week {
  readonly gradients?: number;
  readonly votes?: Partial<Record<(typeof VERSION_VOTES)[number], number>>;
  readonly outcomes?: Partial<Record<(typeof LIST_OUTCOMES_OF_TRIAL)[number], number>>;
  /** Devices that went to each group. */
  readonly popularity?: readonly number[];
}

/** Opens a server that learns. */
export const learningServer = (
  database: Database,
  options: Partial<CreateServerOptions> = {},
): Promise<TestServer> => testServer(database, { tasks: TASKS, learning: LEARNING, ...options });

const spread = (values: readonly string[], counts: Readonly<Record<string, number>>): number[] =>
  values.flatMap((name, value) => Array<number>(counts[name] ?? 0).fill(value));

async function sendAll(
  server: TestServer,
  task: Task,
  round: number,
  payloads: readonly number[],
): Promise<void> {
  const reports = await reportsOf(payloads.length, { of: task, round });
  const answer = await server.send(
    reports.map((report, at) => ({ ...report, payload: payloads[at]! })),
  );
  expect(answer.rejected).toEqual([]);
}

/** Lets devices report in a round, as they do. `of` is the task that they count groups for. */
export async function report(
  server: TestServer,
  round: number,
  { gradients = 0, votes = {}, outcomes = {}, popularity = [] }: Week,
  of: Task = POPULARITY,
): Promise<void> {
  const random = seededRandom(round);
  server.now = round * ROUND_MS + ROUND_MS / 2;
  if (gradients > 0) {
    const { mechanism } = FUSION;
    if (mechanism.kind !== 'code-book') throw new Error('It is a code book.');
    const key = await roundKey(await taskHashOf(FUSION), round);
    const payload = () => codeBookResponse(random, mechanism, key, UPHILL);
    await sendAll(server, FUSION, round, Array.from({ length: gradients }, payload));
  }
  for (const [task, held] of [
    [VOTE, spread(VERSION_VOTES, votes)],
    [OUTCOME, spread(LIST_OUTCOMES_OF_TRIAL, outcomes)],
  ] as const) {
    if (held.length === 0 || task.mechanism.kind !== 'k-ary-response') continue;
    const parameters = { ...task.mechanism, values: task.mechanism.values.length };
    const payloads = held.map((value) => kAryResponse(random, parameters, value));
    await sendAll(server, task, round, payloads);
  }
  const { mechanism } = of;
  if (popularity.length > 0 && mechanism.kind === 'local-hashing') {
    const key = await roundKey(await taskHashOf(of), round);
    const held = popularity.flatMap((count, group) => Array<number>(count).fill(group));
    const payloads = held.map((group) => localHashing(random, mechanism, key, group));
    await sendAll(server, of, round, payloads);
  }
}

/** The first moment at which a round takes no reports. */
export const overOf = (round: number): number => (round + 1) * ROUND_MS + 86_400_000;

/** Lets devices report in a round, and the server look after its rounds when it is over. */
export async function live(
  server: TestServer,
  round: number,
  week: Week,
  of: Task = POPULARITY,
): Promise<void> {
  await report(server, round, week, of);
  server.now = overOf(round);
  await server.keepRounds();
}

/** The index, as a device reads it. */
export const indexOf = async (server: TestServer): Promise<ModelIndex> =>
  readModelIndex(JSON.parse((await server.get('/v1/model')).text), server.publicKey);

/** A version, as a device reads it. */
export async function modelOf(server: TestServer, name: ModelName | null): Promise<ShopModel> {
  if (name === null) throw new Error('There is no such version.');
  const { text } = await server.get(`/v1/objects/${name.sha256}`);
  return readShopModel(new TextEncoder().encode(text), name, server.publicKey);
}
