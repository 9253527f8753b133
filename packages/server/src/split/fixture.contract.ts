import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeBookResponse, codeBookWord, roundKey, type RandomSource } from '@sotto/privacy';
import { SPLIT_REPORT_TYPE, taskHashOf, type Answer, type PublishedRound } from '@sotto/protocol';
import { shardWord } from '@sotto/protocol/split';
import { expect, onTestFinished } from 'vitest';
import { createAggregator, type Aggregator } from '../aggregator/create-aggregator.ts';
import type { Database } from '../database/database.ts';
import { ROUND, seededRandom, START, testServer, type TestServer } from '../fixture.contract.ts';
import { helperSecret } from './helper-secret.ts';
import type { SplitTask } from './split-task.ts';

const SECRET = 'a-secret-of-two-operators-and-of-nobody-else';

/** Two empty databases of a test alone. */
export interface SplitDatabases {
  readonly leaders: Database;
  readonly helpers: Database;
}

/** How the way to the helper is: open, closed, or open in one direction. */
type Way = 'open' | 'closed' | 'answers are lost';

/** A leader and a helper with a way between them that a test can close. */
export interface Pair {
  readonly leader: TestServer;
  readonly helper: Aggregator;
  readonly databases: SplitDatabases;
  readonly task: SplitTask;
  readonly taskHash: string;
  way: Way;
  /** Bodies of what the helper was asked. */
  readonly asked: { path: string; body: string }[];
  /** ms since 1970, of both. */
  setTime(now: number): void;
}

function wayTo(helper: Aggregator, pair: Pick<Pair, 'way' | 'asked'>): Server {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        if (pair.way === 'closed') return response.destroy();
        const [path, payload] = [request.url ?? '/', Buffer.concat(chunks)];
        pair.asked.push({ path, body: payload.toString() });
        const { headers } = request;
        const answer = await helper.app.inject({ method: 'POST', url: path, headers, payload });
        if (pair.way === 'answers are lost') return response.destroy();
        return response.writeHead(answer.statusCode).end(answer.payload);
      })();
    });
  });
}

export async function openPair(databases: SplitDatabases, random?: RandomSource): Promise<Pair> {
  const { leaders, helpers } = databases;
  const time = { now: START };
  const helper = await createAggregator({
    database: helpers,
    secret: SECRET,
    clock: { now: () => time.now },
    log: { write: () => undefined },
    ...(random === undefined ? {} : { random }),
  });
  const between: Pick<Pair, 'way' | 'asked'> = { way: 'open', asked: [] };
  const way = wayTo(helper, between).listen(0);
  onTestFinished(() => void way.close());
  const task: SplitTask = {
    measure: 'list-outcome',
    mechanism: {
      kind: 'code-book',
      microEpsilon: 4_000_000,
      dimension: 8,
      microClip: 1_000_000,
    },
    mode: {
      kind: 'split',
      helper: {
        url: `http://localhost:${(way.address() as AddressInfo).port}/`,
        operator: 'Helpers & Sons',
        key: helper.key,
      },
      noise: { microEpsilon: 1_000_000, picoDelta: 1_000_000 },
    },
    minimumCohort: 3,
    rounds: { first: ROUND, last: ROUND + 3, every: 1 },
  };
  const leader = await testServer(leaders, { tasks: [task], helperSecret: SECRET });
  return Object.assign(between, {
    databases,
    leader,
    helper,
    task,
    taskHash: await taskHashOf(task),
    setTime(now: number) {
      time.now = now;
      leader.now = now;
    },
  });
}

/** A second server on the leader's database. */
export const anotherLeader = ({ databases, task }: Pair): Promise<TestServer> =>
  testServer(databases.leaders, { tasks: [task], helperSecret: SECRET });

let seeds = 1;

/** A report of a device with the vector (1, 0, 0 …). */
export async function reportFor({ task, taskHash }: Pair, round = ROUND): Promise<Uint8Array> {
  const random = seededRandom((seeds += 1));
  const key = await roundKey(taskHash, round);
  const vector = Float64Array.from({ length: 8 }, (_, at) => (at === 0 ? 1 : 0));
  const bits = codeBookWord(
    task.mechanism,
    key,
    codeBookResponse(random, task.mechanism, key, vector),
  );
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => random.uint32() & 255);
  const helperKey = task.mode.helper.key;
  return shardWord({ taskHash, round, nonce: bytes(16), bits, helperKey }, bytes);
}

/** Sends a report as a device does. */
export async function send({ leader }: Pair, message: Uint8Array): Promise<Answer> {
  const { payload } = await leader.app.inject({
    method: 'POST',
    url: '/v1/split-reports',
    headers: { 'content-type': SPLIT_REPORT_TYPE },
    payload: Buffer.from(message),
  });
  return JSON.parse(payload) as Answer;
}

/** Sends reports that are taken. */
export async function sendMany(pair: Pair, count: number): Promise<void> {
  for (let at = 0; at < count; at++)
    expect(await send(pair, await reportFor(pair))).toEqual({ accepted: 1, rejected: [] });
}

/** What the leader published, newest first. */
export async function published({ leader }: Pair): Promise<PublishedRound[]> {
  const { rounds } = JSON.parse((await leader.get('/v1/rounds')).text) as {
    rounds: { sha256: string }[];
  };
  return Promise.all(
    rounds.map(
      async ({ sha256 }) =>
        JSON.parse((await leader.get(`/v1/objects/${sha256}`)).text) as PublishedRound,
    ),
  );
}

/** What the leader and the helper have of the round. */
export async function counts({
  databases,
}: Pair): Promise<{ waiting: number; counted: number; helper: number }> {
  const { leaders, helpers } = databases;
  const [own] = await leaders.query<{ waiting: number; counted: number }>(
    `select count(*) filter (where state = 'waiting') as waiting,
       count(*) filter (where state = 'counted') as counted from split_report`,
  );
  const [other] = await helpers.query<{ reports: number }>('select reports from helper_round');
  return { ...own!, helper: other?.reports ?? 0 };
}

/** States of the rounds, newest first. */
export async function states({ leader }: Pair): Promise<string[]> {
  const { body } = await leader.owner('GET', 'rounds');
  return (body as { rounds: { state: string }[] }).rounds.map(({ state }) => state);
}

/** Asks the helper as the leader does. */
export async function ask({ helper }: Pair, path: string, body: object, secret = SECRET) {
  const { statusCode, payload } = await helper.app.inject({
    method: 'POST',
    url: path,
    headers: { authorization: helperSecret(secret).authorization },
    payload: body,
  });
  return { status: statusCode, body: JSON.parse(payload) as Record<string, unknown> };
}
