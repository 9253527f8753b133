import { expect } from 'vitest';
import type { ShopEvent } from '@sotto/core';
import { replayRandom } from '@sotto/privacy';
import {
  decodeReports,
  decodeSplitReport,
  encodeKeyConfig,
  generateObliviousKey,
  openRequest,
  REPORT_BYTES,
  ROUND_MS,
  taskHashOf,
  toBase64Url,
  type Task,
  type TaskMode,
} from '@sotto/protocol';
import {
  checkAtHelper,
  generateHelperKey,
  importHelperKey,
  openShare,
  startLeader,
} from '@sotto/protocol/split';
import { BORN, endOf, FIRST, kinds, newKeys, openSplit, outcomeTask, test } from '../test/site.ts';
import { listOutcome } from './measures/list-outcome.ts';
import type { Measures } from './measures/measure.ts';
import { replayReport } from './reports/make-report.ts';

test.for([
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
] as const)('refuses %s, and says so in its log', async ([, task, why], { site }) => {
  site.configuration = { version: 1, serial: 1, tasks: [task as Task] };
  const sync = await site.grownUp();
  await sync.pass();
  expect(site.sent).toEqual([]);
  expect(await sync.log()).toEqual([
    expect.objectContaining({ kind: 'refused', why: expect.stringMatching(why) as string }),
  ]);
});

const HELPER_KEY = 'B'.repeat(87);
const splitMode = (url: string, key = HELPER_KEY): TaskMode => ({
  kind: 'split',
  helper: { url, operator: 'Helpers & Sons', key },
  noise: { microEpsilon: 1_000_000, picoDelta: 1_000_000 },
});
const vectorTask = (mode: TaskMode): Task => ({
  ...outcomeTask('taste'),
  mechanism: { kind: 'code-book', microEpsilon: 4_000_000, dimension: 8, microClip: 1_000_000 },
  mode,
});
const TASTE: Measures = { taste: { mechanism: 'code-book', of: () => [1, 0, 0, 0, 0, 0, 0, 0] } };

test.for([
  [{ ...outcomeTask(), mode: splitMode('https://helper.example/') }, /code books/],
  [vectorTask(splitMode('http://helper.example/')), /https/],
  [vectorTask(splitMode('https://sync.example/helper/')), /server itself/],
] as const)(
  'refuses split mode where nobody else would help: %#',
  async ([task, why], { site }) => {
    site.configuration = { version: 1, serial: 1, tasks: [task] };
    const sync = await site.grownUp({ measures: { ...TASTE, 'list-outcome': listOutcome() } });
    await sync.pass();
    expect(site.sent).toEqual([]);
    expect(await sync.log()).toEqual([
      expect.objectContaining({ kind: 'refused', why: expect.stringMatching(why) as string }),
    ]);
  },
);

test('sends the server a share of its own and one that only the helper can open', async ({
  site,
}) => {
  const { pair, publicText } = await importHelperKey(await generateHelperKey());
  const task = vectorTask(splitMode('https://helper.example/', publicText));
  site.configuration = { version: 1, serial: 1, tasks: [task] };
  const sync = await site.grownUp({ measures: TASTE });
  await sync.pass();
  expect(site.requests.map(({ path }) => path)).toEqual([
    'https://sync.example/v1/configuration',
    'https://sync.example/v1/split-reports',
  ]);
  const taskHash = await taskHashOf(task);
  const { round, nonce, publicShare, sealedShare, leaderShare } = decodeSplitReport(site.sent[0]!);
  const report = { frame: 128, verifyKey: new Uint8Array(16), nonce, publicShare };
  const share = await openShare(sealedShare, pair, { taskHash, round, nonce, publicShare });
  const leader = await startLeader(report, leaderShare);
  const helper = await checkAtHelper(report, share, leader.preparationShare);
  expect(helper.outputShare).toHaveLength(128);
  const made = (await sync.log()).flatMap((entry) => (entry.kind === 'made' ? entry.report : []));
  expect(await replayReport(made[0]!, openSplit)).toEqual(site.sent[0]);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'sent', outcome: 'taken' });
});

test('refuses two tasks for one measure: a site can not ask twice', async ({ site }) => {
  site.configuration = {
    version: 1,
    serial: 1,
    tasks: [outcomeTask(), outcomeTask('list-outcome', 2)],
  };
  const sync = await site.grownUp();
  await sync.pass();
  expect(site.sent).toEqual([]);
});

test('refuses what another key signed, and an older site.configuration than it knows', async ({
  site,
}) => {
  const other = await newKeys();
  const sync = await site.grownUp();
  const own = site.keys;
  site.keys = other;
  await sync.pass();
  site.keys = own;
  expect(site.errors).toEqual(['sync/configuration']);
  expect(site.sent).toEqual([]);

  site.configuration = { version: 1, serial: 5, tasks: [] };
  await sync.pass();
  site.now = endOf(FIRST + 1);
  site.configuration = { version: 1, serial: 4, tasks: [outcomeTask()] };
  await sync.pass();
  expect(site.sent).toEqual([]);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'refused' });
});

test('two histories cause the same site.requests, but for what is private in them', async ({
  site,
}) => {
  const traces: { path: string; init: RequestInit | undefined }[][] = [];
  const tape = new Uint8Array(crypto.getRandomValues(new Uint32Array(500)).buffer);
  const lively = Array.from({ length: 500 }, (_, at): ShopEvent => ({
    kind: 'click',
    item: `item-${at}`,
    at: FIRST * ROUND_MS - 1_000 + at,
    source: 'page',
  }));
  for (const history of [[], lively]) {
    site.databaseName = `sync-${crypto.randomUUID()}`;
    site.now = endOf(BORN);
    site.requests = [];
    site.events = history;
    const sync = await site.grownUp({ random: replayRandom(tape) });
    await sync.pass();
    traces.push(site.requests);
  }
  const shape = (trace: (typeof traces)[number]) =>
    trace.map(({ path, init }) => {
      const { signal: _, body, ...rest } = init ?? {};
      const bytes = body as Uint8Array | undefined;
      return { path, ...rest, length: bytes?.length, head: bytes && String(bytes.slice(0, -4)) };
    });
  expect(shape(traces[1]!)).toEqual(shape(traces[0]!));
  expect(site.sent[0]).toHaveLength(REPORT_BYTES);
});

test('sends through a relay what only the gateway can read', async ({ site }) => {
  const key = await generateObliviousKey(3);
  const mode: TaskMode = {
    kind: 'relay',
    url: 'https://relay.example/',
    operator: 'Relays & Sons',
    keyConfig: toBase64Url(await encodeKeyConfig(key)),
  };
  site.configuration = { version: 1, serial: 1, tasks: [{ ...outcomeTask(), mode }] };
  let gateway: Request | undefined;
  const sync = await site.grownUp();
  site.answer = async () => {
    const opened = await openRequest(key, site.sent[0]!);
    gateway = opened.request;
    return new Response(await opened.seal(Response.json({ accepted: 1, rejected: [] })));
  };
  await sync.pass();
  expect(site.requests.map(({ path }) => path)).toEqual([
    'https://sync.example/v1/configuration',
    'https://relay.example/',
  ]);
  expect(gateway?.url).toBe('https://sync.example/v1/reports');
  const [report] = decodeReports(new Uint8Array(await gateway!.arrayBuffer()));
  expect(report?.round).toBe(FIRST);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'sent', outcome: 'taken' });
});

test('an answer that is not the gateway’s leaves the report where it is', async ({ site }) => {
  const keyConfig = toBase64Url(await encodeKeyConfig(await generateObliviousKey(3)));
  const mode: TaskMode = { kind: 'relay', url: 'https://relay.example/', operator: 'R', keyConfig };
  site.configuration = { version: 1, serial: 1, tasks: [{ ...outcomeTask(), mode }] };
  const sync = await site.grownUp();
  await sync.pass();
  expect(site.errors).toEqual(['sync/unreachable']);
  expect(await kinds(sync)).toEqual(['made']);
});
