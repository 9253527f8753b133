import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeBookResponse, codeBookWord, roundKey, type RandomSource } from '@sotto/privacy';
import {
  decodeSplitReport,
  encodeSplitReport,
  SPLIT_REPORT_TYPE,
  taskHashOf,
  type Answer,
  type PublishedRound,
  type Task,
} from '@sotto/protocol';
import { shardWord } from '@sotto/protocol/split';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createAggregator, type Aggregator } from '../aggregator/create-aggregator.ts';
import type { Database } from '../database/database.ts';
import { openMemoryDatabase } from '../database/pglite-database.ts';
import {
  EXPIRED,
  OVER,
  ROUND,
  seededRandom,
  START,
  testServer,
  type TestServer,
} from '../fixture.contract.ts';
import { helperSecret as secretOf } from './helper-secret.ts';
import { noiseVariance, type SplitTask } from './split-task.ts';

const SECRET = 'a-secret-of-two-operators-and-of-nobody-else';

let leaders: Database;
let helpers: Database;

beforeAll(async () => {
  [leaders, helpers] = [await openMemoryDatabase(), await openMemoryDatabase()];
}, 60_000);

afterAll(async () => {
  await leaders.close();
  await helpers.close();
});

beforeEach(async () => {
  for (const database of [leaders, helpers]) {
    await database.query('drop schema public cascade');
    await database.query('create schema public');
  }
});

/** How the way to the helper is: open, closed, or open in one direction. */
type Way = 'open' | 'closed' | 'answers are lost';

/** A leader and a helper with a way between them that a test can close. */
interface Pair {
  readonly leader: TestServer;
  readonly helper: Aggregator;
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

async function openPair(random?: RandomSource): Promise<Pair> {
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
    rounds: { first: ROUND, last: ROUND + 3 },
  };
  const leader = await testServer(leaders, { tasks: [task], helperSecret: SECRET });
  return Object.assign(between, {
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

let seeds = 1;

/** A report of a device with the vector (1, 0, 0 …). */
async function reportFor({ task, taskHash }: Pair, round = ROUND): Promise<Uint8Array> {
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

async function send({ leader }: Pair, message: Uint8Array): Promise<Answer> {
  const { payload } = await leader.app.inject({
    method: 'POST',
    url: '/v1/split-reports',
    headers: { 'content-type': SPLIT_REPORT_TYPE },
    payload: Buffer.from(message),
  });
  return JSON.parse(payload) as Answer;
}

async function sendMany(pair: Pair, count: number): Promise<void> {
  for (let at = 0; at < count; at++)
    expect(await send(pair, await reportFor(pair))).toEqual({ accepted: 1, rejected: [] });
}

async function published({ leader }: Pair): Promise<PublishedRound[]> {
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
async function counts(): Promise<{ waiting: number; counted: number; helper: number }> {
  const [own] = await leaders.query<{ waiting: number; counted: number }>(
    `select count(*) filter (where state = 'waiting') as waiting,
       count(*) filter (where state = 'counted') as counted from split_report`,
  );
  const [other] = await helpers.query<{ reports: number }>('select reports from helper_round');
  return { ...own!, helper: other?.reports ?? 0 };
}

async function states({ leader }: Pair): Promise<string[]> {
  const { body } = await leader.owner('GET', 'rounds');
  return (body as { rounds: { state: string }[] }).rounds.map(({ state }) => state);
}

/** Asks the helper as the leader does. */
async function ask({ helper }: Pair, path: string, body: object, secret = SECRET) {
  const { statusCode, payload } = await helper.app.inject({
    method: 'POST',
    url: path,
    headers: { authorization: secretOf(secret).authorization },
    payload: body,
  });
  return { status: statusCode, body: JSON.parse(payload) as Record<string, unknown> };
}

test('counts each report once, and publishes the mean of those that both count', async () => {
  const pair = await openPair();
  const report = await reportFor(pair);
  expect(await send(pair, report)).toEqual({ accepted: 1, rejected: [] });
  const again = { accepted: 0, rejected: [{ at: 0, code: 'report/replayed' }] };
  expect(await send(pair, report)).toEqual(again);
  await pair.leader.keepRounds();
  expect(await send(pair, report)).toEqual(again);
  await sendMany(pair, 4);
  pair.setTime(OVER);
  await pair.leader.keepRounds();
  expect(await published(pair)).toMatchObject([
    {
      reports: 5,
      claim: { mode: 'split', amplified: { epsilon: 1, delta: 1e-6 } },
      result: { kind: 'mean' },
    },
  ]);
  expect(await send(pair, await reportFor(pair))).toEqual({
    accepted: 0,
    rejected: [{ at: 0, code: 'report/late' }],
  });
  expect(await counts()).toMatchObject({ waiting: 0, counted: 0 });
});

test('keeps reports while the helper is away, and loses none and counts none twice if answers are lost', async () => {
  const pair = await openPair();
  pair.way = 'closed';
  await sendMany(pair, 3);
  await pair.leader.keepRounds();
  expect(await counts()).toEqual({ waiting: 3, counted: 0, helper: 0 });
  pair.way = 'answers are lost';
  await pair.leader.keepRounds();
  expect(await counts()).toEqual({ waiting: 3, counted: 0, helper: 3 });
  pair.setTime(OVER);
  await pair.leader.keepRounds();
  expect(await states(pair)).toEqual(['closed']);
  expect(pair.leader.lines.join('')).toContain('server/helper');
  pair.way = 'open';
  await pair.leader.keepRounds();
  expect(await published(pair)).toMatchObject([{ reports: 3 }]);
});

test('a report that is not valid is counted by neither, and stops no other', async () => {
  const pair = await openPair();
  await sendMany(pair, 3);
  for (const part of ['nonce', 'publicShare', 'sealedShare', 'leaderShare'] as const) {
    const good = decodeSplitReport(await reportFor(pair));
    const bytes = good[part].slice();
    bytes[bytes.length - 1]! ^= 1;
    const bad = encodeSplitReport({ ...good, [part]: bytes });
    expect(await send(pair, bad)).toEqual({ accepted: 1, rejected: [] });
  }
  const beyond = decodeSplitReport(await reportFor(pair));
  const leaderShare = new Uint8Array(beyond.leaderShare.length).fill(255);
  expect(await send(pair, encodeSplitReport({ ...beyond, leaderShare }))).toMatchObject({
    accepted: 1,
  });
  await pair.leader.keepRounds();
  expect(await counts()).toEqual({ waiting: 0, counted: 3, helper: 3 });
  pair.setTime(OVER);
  await pair.leader.keepRounds();
  expect(await published(pair)).toMatchObject([{ reports: 3 }]);
});

test('refuses whole words, words of another task or length, and other rounds', async () => {
  const pair = await openPair();
  const good = decodeSplitReport(await reportFor(pair));
  for (const [change, code] of [
    [{ task: new Uint8Array(16) }, 'report/unknown-task'],
    [{ round: ROUND + 1 }, 'report/wrong-round'],
    [{ leaderShare: good.leaderShare.slice(16) }, 'report/payload'],
  ] as const)
    expect(await send(pair, encodeSplitReport({ ...good, ...change }))).toEqual({
      accepted: 0,
      rejected: [{ at: 0, code }],
    });
  const whole = { task: good.task, round: ROUND, nonce: good.nonce, payload: 0 };
  expect(await pair.leader.send([whole])).toMatchObject({
    rejected: [{ code: 'report/unknown-task' }],
  });
});

test('a round that the two do not agree on stays closed, and the log says so', async () => {
  const pair = await openPair();
  await sendMany(pair, 4);
  await pair.leader.keepRounds();
  await helpers.query('update helper_round set reports = 3');
  pair.setTime(OVER);
  await pair.leader.keepRounds();
  expect(await states(pair)).toEqual(['closed']);
  expect(await published(pair)).toEqual([]);
  expect(pair.leader.lines.join('')).toContain('The helper counts 3 reports, the leader 4');
  await helpers.query('update helper_round set reports = 4');
  await pair.leader.keepRounds();
  expect(await published(pair)).toMatchObject([{ reports: 4 }]);
});

test('fewer reports than the task asks for are released by neither', async () => {
  const pair = await openPair();
  await sendMany(pair, 2);
  await pair.leader.keepRounds();
  const [known] = await helpers.query<{ checksum: string }>('select checksum from helper_round');
  const { task } = pair;
  const release = { task, round: ROUND, reports: 2, checksum: known!.checksum };
  expect(await ask(pair, '/v1/release', release)).toMatchObject({ status: 409 });
  const lower: Task = { ...task, minimumCohort: 2 };
  expect(await ask(pair, '/v1/release', { ...release, task: lower })).toMatchObject({
    status: 409,
  });
  pair.setTime(OVER);
  await pair.leader.keepRounds();
  expect(await states(pair)).toEqual(['discarded']);
  expect(pair.asked.map(({ path }) => path)).toEqual(['/v1/prepare']);
});

test('the helper gives the same noisy share whenever it is asked, and adds no report to it', async () => {
  const pair = await openPair();
  await sendMany(pair, 3);
  await pair.leader.keepRounds();
  const [known] = await helpers.query<{ checksum: string }>('select checksum from helper_round');
  const release = { task: pair.task, round: ROUND, reports: 3, checksum: known!.checksum };
  const first = await ask(pair, '/v1/release', release);
  expect(first.status).toBe(200);
  expect(await ask(pair, '/v1/release', release)).toEqual(first);
  const prepare = JSON.parse(pair.asked[0]!.body) as object;
  expect(await ask(pair, '/v1/prepare', prepare)).toMatchObject({ status: 409 });
  expect(await ask(pair, '/v1/release', { ...release, reports: 2 })).toMatchObject({ status: 409 });
  const [kept] = await helpers.query<{ share: Uint8Array }>('select share from helper_round');
  expect(kept?.share).toHaveLength(0);
  pair.setTime(EXPIRED);
  await pair.helper.forget();
  expect(await helpers.query('select id from helper_round')).toEqual([]);
  expect(await ask(pair, '/v1/prepare', prepare)).toMatchObject({ status: 409 });
});

test('the helper answers the leader alone, and of tasks that are for it', async () => {
  const pair = await openPair();
  const asked = { task: pair.task, round: ROUND, reports: [] };
  expect(await ask(pair, '/v1/prepare', asked)).toMatchObject({ status: 200 });
  const other = 'another-secret-of-two-operators-and-others';
  expect(await ask(pair, '/v1/prepare', asked, other)).toMatchObject({ status: 401 });
  const { mode } = pair.task;
  const key = `${mode.helper.key.slice(0, -1)}A`;
  const elsewhere = { ...pair.task, mode: { ...mode, helper: { ...mode.helper, key } } };
  expect(await ask(pair, '/v1/prepare', { ...asked, task: elsewhere })).toMatchObject({
    status: 400,
  });
  expect(await ask(pair, '/v1/prepare', { ...asked, round: ROUND + 1 })).toMatchObject({
    status: 409,
  });
  expect(await ask(pair, '/v1/prepare', { ...asked, more: 1 })).toMatchObject({ status: 400 });
});

/** 128 draws of one seed: a chi-square of 128 degrees lies within 128 ± 6 sqrt(256) but for a chance of 1e-7. */
test('the noise of one aggregator has the variance that the promise asks for', async () => {
  const pair = await openPair(seededRandom(5));
  await sendMany(pair, 3);
  await pair.leader.keepRounds();
  const [before] = await helpers.query<{ share: Uint8Array; checksum: string }>(
    'select share, checksum from helper_round',
  );
  const release = { task: pair.task, round: ROUND, reports: 3, checksum: before!.checksum };
  const { body } = await ask(pair, '/v1/release', release);
  const after = Buffer.from(body['share'] as string, 'base64url');
  const { numerator, denominator } = noiseVariance(pair.task);
  const variance = Number(numerator) / Number(denominator);
  const square = differences(after, before!.share).reduce((sum, each) => sum + each * each, 0);
  expect(Math.abs(square / variance - 128)).toBeLessThan(6 * Math.sqrt(256));
  // Words of 128 bits differ by the root of 128, and the exact bound of continuous noise is sigma = 4.2247 a unit.
  expect(Math.sqrt(variance / 128)).toBeGreaterThan(4.2246);
  expect(Math.sqrt(variance / 128)).toBeLessThan(4.2246 * 1.15);
});

/** What was added to a share. */
function differences(after: Uint8Array, before: Uint8Array): number[] {
  const fieldAt = (share: Uint8Array, at: number): bigint =>
    share.slice(16 * at, 16 * at + 16).reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const modulus = 340282366920938462946865773367900766209n;
  return Array.from({ length: 128 }, (_, at) => {
    const raw = (fieldAt(after, at) - fieldAt(before, at) + modulus) % modulus;
    return Number(raw > modulus / 2n ? raw - modulus : raw);
  });
}
