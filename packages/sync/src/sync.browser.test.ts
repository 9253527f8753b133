import { deleteDB } from 'idb';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { ShopEvent } from '@sotto/core';
import { replayRandom } from '@sotto/privacy';
import {
  decodeReports,
  encodeKeyConfig,
  fromHex,
  generateObliviousKey,
  openRequest,
  REPORT_BYTES,
  ROUND_MS,
  sign,
  taskHashOf,
  taskIdOf,
  toBase64Url,
  type Configuration,
  type Task,
  type TaskMode,
} from '@sotto/protocol';
import { CAPS } from './caps.ts';
import { LIST_OUTCOMES, listOutcome } from './measures/list-outcome.ts';
import { replayReport } from './reports/make-report.ts';
import { Sync, type SyncOptions } from './sync.ts';

const BORN = 2_968;
const FIRST = BORN + 2;
const YEAR = 52;

const outcomeTask = (measure = 'list-outcome', microEpsilon = 1_000_000): Task => ({
  measure,
  mechanism: { kind: 'k-ary-response', microEpsilon, values: [...LIST_OUTCOMES] },
  mode: { kind: 'solo' },
  minimumCohort: 100,
  rounds: { first: 0, last: 100_000 },
});

let keys: CryptoKeyPair;
let publicKey: string;

beforeAll(async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', keys.publicKey)));
});

/** The end of a round: whatever was drawn is due. */
const endOf = (round: number): number => (round + 1) * ROUND_MS - 1;

let databaseName = '';
let now = 0;
let events: ShopEvent[] = [];
/** What the server received, and what it does with it. */
let requests: { path: string; init: RequestInit | undefined }[] = [];
let configuration: Configuration;
let answer: () => Promise<Response> | Response;
const errors: string[] = [];

beforeEach(() => {
  databaseName = `sync-${Math.random()}`;
  now = endOf(BORN);
  events = [];
  requests = [];
  errors.length = 0;
  configuration = { version: 1, serial: 1, tasks: [outcomeTask()] };
  answer = () => Response.json({ accepted: 1, rejected: [] });
});

afterEach(() => deleteDB(databaseName));

async function serve(path: string, init?: RequestInit): Promise<Response> {
  requests.push({ path, init });
  if (path.endsWith('v1/configuration'))
    return Response.json(await sign(JSON.stringify(configuration), keys.privateKey));
  return answer();
}

function newSync(options: Partial<SyncOptions> = {}): Sync {
  return new Sync({
    url: 'https://sync.example/',
    publicKey,
    clock: { now: () => now },
    fetch: (input, init) => serve(new Request(input).url, init),
    measures: { 'list-outcome': listOutcome, second: listOutcome, third: listOutcome },
    events: () => events,
    onError: ({ code }) => errors.push(code),
    databaseName,
    ...options,
  });
}

/** A device whose ledger is old enough to report, in the round `FIRST`. */
async function grownUp(options: Partial<SyncOptions> = {}): Promise<Sync> {
  const sync = newSync(options);
  await sync.allow(true);
  await sync.pass();
  now = endOf(FIRST);
  return sync;
}

const sent = (): Uint8Array[] =>
  requests
    .filter(({ init }) => init?.method === 'POST')
    .map(({ init }) => init?.body as Uint8Array);
const kinds = async (sync: Sync): Promise<string[]> => (await sync.log()).map(({ kind }) => kind);

test('requests nothing before it is allowed, nor while its ledger is young', async () => {
  const sync = newSync();
  await sync.pass();
  expect(await sync.status()).toMatchObject({ state: 'off' });
  await sync.allow(true);
  for (const round of [BORN, BORN + 1]) {
    now = endOf(round);
    await sync.pass();
    expect(await sync.status()).toMatchObject({ state: 'silent', silentUntil: FIRST * ROUND_MS });
  }
  expect(requests).toEqual([]);
  now = endOf(FIRST);
  await sync.pass();
  expect(sent()).toHaveLength(1);
  expect(await sync.status()).toMatchObject({
    state: 'on',
    spent: { thisRound: 1_000_000, in30Days: 1_000_000 },
  });
});

test('sends one report of a measure a round, of the right task and round, without anything of the browser', async () => {
  const sync = await grownUp();
  for (let times = 0; times < 3; times++) await sync.pass();
  now = endOf(FIRST + 1);
  await sync.pass();
  const reports = sent().flatMap((bytes) => decodeReports(bytes));
  expect(reports.map(({ round }) => round)).toEqual([FIRST, FIRST + 1]);
  const id = taskIdOf(await taskHashOf(outcomeTask()));
  for (const { task } of reports) expect(task).toEqual(id);
  expect(reports[0]?.nonce).not.toEqual(reports[1]?.nonce);
  for (const { init } of requests)
    expect(init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
    });
  // The configuration is asked for once a round.
  expect(requests.map(({ path }) => new URL(path).pathname)).toEqual([
    '/v1/configuration',
    '/v1/reports',
    '/v1/configuration',
    '/v1/reports',
  ]);
});

test('waits for a time drawn over the round, and keeps to it', async () => {
  const half = 0x1000_0000;
  const tape = new Uint8Array(Uint32Array.of(half, ...Array<number>(100).fill(1)).buffer);
  const sync = await grownUp({ random: replayRandom(tape) });
  now = FIRST * ROUND_MS;
  await sync.pass();
  now = FIRST * ROUND_MS + half - 1;
  await sync.pass();
  expect(sent()).toEqual([]);
  now += 1;
  await sync.pass();
  expect(sent()).toHaveLength(1);
});

test('makes reports that its log can make again, byte for byte', async () => {
  events = [{ kind: 'click', item: 'a', at: endOf(FIRST - 1), source: 'page' }];
  const sync = await grownUp();
  await sync.pass();
  const made = (await sync.log()).flatMap((entry) => (entry.kind === 'made' ? entry.report : []));
  expect(made.map(({ bytes }) => fromHex(bytes))).toEqual(sent());
  expect(made.map(replayReport)).toEqual(sent());
  expect(made[0]?.input).toBe(LIST_OUTCOMES.indexOf('clicked'));
});

test('tells of the week before the round alone', async () => {
  events = [
    { kind: 'click', item: 'a', at: endOf(FIRST - 2), source: 'page' },
    { kind: 'impression', item: 'a', at: endOf(FIRST - 1), source: 'page' },
    { kind: 'click', item: 'a', at: FIRST * ROUND_MS, source: 'page' },
  ];
  const sync = await grownUp();
  await sync.pass();
  const [made] = (await sync.log()).flatMap((entry) => (entry.kind === 'made' ? entry.report : []));
  expect(made?.input).toBe(LIST_OUTCOMES.indexOf('seen'));
});

test('keeps a report that could not be sent, and sends the same bytes without another debit', async () => {
  const sync = await grownUp();
  answer = () => Promise.reject(new Error('offline'));
  await sync.pass();
  answer = () => new Response('', { status: 503 });
  await sync.pass();
  expect(errors).toEqual(['sync/unreachable', 'sync/unreachable']);
  // The page is gone and comes again.
  answer = () => Response.json({ accepted: 1, rejected: [] });
  const next = newSync();
  await next.allow(true);
  await next.pass();
  await next.pass();
  const all = sent();
  expect(all).toHaveLength(3);
  expect(all[1]).toEqual(all[0]);
  expect(all[2]).toEqual(all[0]);
  expect((await next.status()).spent.thisRound).toBe(1_000_000);
  expect(await kinds(next)).toEqual(['made', 'sent']);
});

test('notes why the server did not take a report, and does not send it again', async () => {
  const sync = await grownUp();
  answer = () => Response.json({ accepted: 0, rejected: [{ at: 0, code: 'report/late' }] });
  await sync.pass();
  await sync.pass();
  expect(sent()).toHaveLength(1);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'sent', outcome: 'report/late' });
});

test('ten tabs that race send one report', async () => {
  await grownUp();
  const tabs = Array.from({ length: 10 }, () => newSync({ locks: undefined }));
  await Promise.all(tabs.map((tab) => tab.allow(true)));
  await Promise.all(tabs.map((tab) => tab.pass()));
  expect(errors).toEqual([]);
  // Without locks several may send the one that was made; it has one nonce and counts once.
  expect(new Set(sent().map(String)).size).toBe(1);
  expect((await tabs[0]!.status()).spent.thisRound).toBe(1_000_000);
  requests = [];
  now = endOf(FIRST + 1);
  const locked = Array.from({ length: 10 }, () => newSync());
  await Promise.all(locked.map((tab) => tab.allow(true)));
  await Promise.all(locked.map((tab) => tab.pass()));
  expect(sent()).toHaveLength(1);
});

test('spends no more than its caps, whatever a site asks', async () => {
  configuration = {
    version: 1,
    serial: 1,
    tasks: [outcomeTask('list-outcome', 4_000_000), outcomeTask('second'), outcomeTask('third')],
  };
  const sync = await grownUp();
  const perRound: number[] = [];
  for (let round = FIRST; round < FIRST + 12; round++) {
    now = endOf(round);
    await sync.pass();
    const { spent } = await sync.status();
    expect(spent.thisRound).toBeLessThanOrEqual(CAPS.microEpsilonOfRound);
    expect(spent.in30Days).toBeLessThanOrEqual(CAPS.microEpsilonOf30Days);
    perRound.push(spent.thisRound);
  }
  // Five for four rounds, then silence until the first of them is 30 days past.
  expect(perRound).toEqual([5, 5, 5, 5, 0, 0, 5, 5, 5, 5, 0, 0].map((each) => each * 1_000_000));
  expect(await sync.log()).toContainEqual(
    expect.objectContaining({ kind: 'held', measure: 'third', why: 'budget' }),
  );
});

test('a clock that is set forward and back a year buys nothing', async () => {
  const sync = await grownUp();
  await sync.pass();
  now = endOf(FIRST + YEAR);
  await sync.pass();
  expect(sent()).toHaveLength(2);
  for (const round of [FIRST, FIRST + 1, FIRST + 2]) {
    now = endOf(round);
    await sync.pass();
  }
  expect(sent()).toHaveLength(2);
  expect(await sync.log()).toContainEqual(expect.objectContaining({ kind: 'held', why: 'clock' }));
});

test('a ledger that was deleted is silent for a whole round', async () => {
  const sync = await grownUp();
  await sync.pass();
  await deleteDB(databaseName);
  await sync.pass();
  await sync.pass();
  const next = newSync();
  await next.allow(true);
  now = endOf(FIRST + 1);
  await next.pass();
  await sync.pass();
  expect(sent()).toHaveLength(1);
  now = endOf(FIRST + 2);
  await next.pass();
  expect(sent()).toHaveLength(2);
});

test('sends nothing where the ledger can not be written', async () => {
  const sync = await grownUp();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await sync.pass();
  put.mockRestore();
  expect(sent()).toEqual([]);
  expect(errors).toContain('sync/ledger');
});

test('sends nothing without good randomness', async () => {
  const sync = await grownUp({ random: replayRandom(new Uint8Array()) });
  await sync.pass();
  expect(sent()).toEqual([]);
  expect(errors).toEqual(['privacy/randomness']);
});

test('withdrawing drops what waits, and keeps the budget spent', async () => {
  const sync = await grownUp();
  answer = () => Promise.reject(new Error('offline'));
  await sync.pass();
  const before = requests.length;
  await sync.allow(false);
  await sync.pass();
  await sync.allow(true);
  await sync.pass();
  expect(requests).toHaveLength(before);
  expect((await sync.status()).spent.thisRound).toBe(1_000_000);
  expect(await kinds(sync)).toEqual(['made', 'withdrawn']);
});

test('erasing forgets what was said, and keeps what it cost', async () => {
  const sync = await grownUp();
  await sync.pass();
  await sync.erase();
  expect(await sync.log()).toEqual([]);
  expect((await sync.status()).spent.thisRound).toBe(1_000_000);
  await sync.pass();
  expect(sent()).toHaveLength(1);
});

test.each([
  ['an unknown measure', outcomeTask('shoe-size'), /known/],
  ['too large an epsilon', outcomeTask('list-outcome', 4_000_001), /epsilon/],
  ['a cohort of one', { ...outcomeTask(), minimumCohort: 1 }, /cohort/],
  [
    'another alphabet',
    {
      ...outcomeTask(),
      mechanism: { kind: 'k-ary-response', microEpsilon: 1, values: ['no', 'yes'] },
    },
    /fit/,
  ],
  [
    'another mechanism',
    { ...outcomeTask(), mechanism: { kind: 'local-hashing', microEpsilon: 1, items: 10 } },
    /mechanism/,
  ],
  [
    'a relay that anyone can listen to',
    {
      ...outcomeTask(),
      mode: { kind: 'relay', url: 'http://relay.example/', operator: 'R', keyConfig: 'AAAA' },
    },
    /https/,
  ],
] as const)('refuses %s, and says so in its log', async (_, task, why) => {
  configuration = { version: 1, serial: 1, tasks: [task as Task] };
  const sync = await grownUp();
  await sync.pass();
  expect(sent()).toEqual([]);
  expect(await sync.log()).toEqual([
    expect.objectContaining({ kind: 'refused', why: expect.stringMatching(why) as string }),
  ]);
});

test('refuses two tasks for one measure: a site can not ask twice', async () => {
  configuration = { version: 1, serial: 1, tasks: [outcomeTask(), outcomeTask('list-outcome', 2)] };
  const sync = await grownUp();
  await sync.pass();
  expect(sent()).toEqual([]);
});

test('refuses what another key signed, and an older configuration than it knows', async () => {
  const other = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const sync = await grownUp();
  const own = keys;
  keys = other;
  await sync.pass();
  keys = own;
  expect(errors).toEqual(['sync/configuration']);
  expect(sent()).toEqual([]);

  configuration = { version: 1, serial: 5, tasks: [] };
  await sync.pass();
  now = endOf(FIRST + 1);
  configuration = { version: 1, serial: 4, tasks: [outcomeTask()] };
  await sync.pass();
  expect(sent()).toEqual([]);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'refused' });
});

test('two histories cause the same requests, but for what is private in them', async () => {
  const traces: { path: string; init: RequestInit | undefined }[][] = [];
  const tape = new Uint8Array(crypto.getRandomValues(new Uint32Array(500)).buffer);
  const lively = Array.from({ length: 500 }, (_, at): ShopEvent => ({
    kind: 'click',
    item: `item-${at}`,
    at: FIRST * ROUND_MS - 1_000 + at,
    source: 'page',
  }));
  for (const history of [[], lively]) {
    databaseName = `sync-${Math.random()}`;
    now = endOf(BORN);
    requests = [];
    events = history;
    const sync = await grownUp({ random: replayRandom(tape) });
    await sync.pass();
    traces.push(requests);
  }
  const shape = (trace: (typeof traces)[number]) =>
    trace.map(({ path, init }) => {
      const { signal: _, body, ...rest } = init ?? {};
      const bytes = body as Uint8Array | undefined;
      return { path, ...rest, length: bytes?.length, head: bytes && String(bytes.slice(0, -4)) };
    });
  expect(shape(traces[1]!)).toEqual(shape(traces[0]!));
  expect(sent()[0]).toHaveLength(REPORT_BYTES);
});

test('sends through a relay what only the gateway can read', async () => {
  const key = await generateObliviousKey(3);
  const mode: TaskMode = {
    kind: 'relay',
    url: 'https://relay.example/',
    operator: 'Relays & Sons',
    keyConfig: toBase64Url(await encodeKeyConfig(key)),
  };
  configuration = { version: 1, serial: 1, tasks: [{ ...outcomeTask(), mode }] };
  let gateway: Request | undefined;
  const sync = await grownUp();
  answer = async () => {
    const opened = await openRequest(key, sent()[0]!);
    gateway = opened.request;
    return new Response(await opened.seal(Response.json({ accepted: 1, rejected: [] })));
  };
  await sync.pass();
  expect(requests.map(({ path }) => path)).toEqual([
    'https://sync.example/v1/configuration',
    'https://relay.example/',
  ]);
  expect(gateway?.url).toBe('https://sync.example/v1/reports');
  const [report] = decodeReports(new Uint8Array(await gateway!.arrayBuffer()));
  expect(report?.round).toBe(FIRST);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'sent', outcome: 'taken' });
});

test('an answer that is not the gateway’s leaves the report where it is', async () => {
  const keyConfig = toBase64Url(await encodeKeyConfig(await generateObliviousKey(3)));
  const mode: TaskMode = { kind: 'relay', url: 'https://relay.example/', operator: 'R', keyConfig };
  configuration = { version: 1, serial: 1, tasks: [{ ...outcomeTask(), mode }] };
  const sync = await grownUp();
  await sync.pass();
  expect(errors).toEqual(['sync/unreachable']);
  expect(await kinds(sync)).toEqual(['made']);
});
