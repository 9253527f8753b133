import { deleteDB } from 'idb';
import { expect, vi } from 'vitest';
import { replayRandom } from '@sotto/privacy';
import { decodeReports, fromHex, ROUND_MS, taskHashOf, taskIdOf } from '@sotto/protocol';
import { BORN, endOf, FIRST, kinds, openSplit, outcomeTask, test } from '../test/site.ts';
import { CAPS } from './caps.ts';
import { LIST_OUTCOMES } from './measures/list-outcome.ts';
import type { Measure } from './measures/measure.ts';
import { replayReport } from './reports/make-report.ts';

const YEAR = 52;

test('requests nothing before it is allowed, nor while its ledger is young', async ({ site }) => {
  const sync = site.newSync();
  await sync.pass();
  expect(await sync.status()).toMatchObject({ state: 'off' });
  await sync.allow(true);
  for (const round of [BORN, BORN + 1]) {
    site.now = endOf(round);
    await sync.pass();
    expect(await sync.status()).toMatchObject({ state: 'silent', silentUntil: FIRST * ROUND_MS });
  }
  expect(site.requests).toEqual([]);
  site.now = endOf(FIRST);
  await sync.pass();
  expect(site.sent).toHaveLength(1);
  expect(await sync.status()).toMatchObject({
    state: 'on',
    spent: { thisRound: 1_000_000, in30Days: 1_000_000 },
  });
});

test('sends one report of a measure a round, of the right task and round, without anything of the browser', async ({
  site,
}) => {
  const sync = await site.grownUp();
  for (let times = 0; times < 3; times++) await sync.pass();
  site.now = endOf(FIRST + 1);
  await sync.pass();
  const reports = site.sent.flatMap((bytes) => decodeReports(bytes));
  expect(reports.map(({ round }) => round)).toEqual([FIRST, FIRST + 1]);
  const id = taskIdOf(await taskHashOf(outcomeTask()));
  for (const { task } of reports) expect(task).toEqual(id);
  expect(reports[0]?.nonce).not.toEqual(reports[1]?.nonce);
  for (const { init } of site.requests)
    expect(init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
    });
  // The site.configuration is asked for once a round.
  expect(site.requests.map(({ path }) => new URL(path).pathname)).toEqual([
    '/v1/configuration',
    '/v1/reports',
    '/v1/configuration',
    '/v1/reports',
  ]);
});

test('waits for a time drawn over the round, and keeps to it', async ({ site }) => {
  const half = 0x1000_0000;
  const tape = new Uint8Array(Uint32Array.of(half, ...Array<number>(100).fill(1)).buffer);
  const sync = await site.grownUp({ random: replayRandom(tape) });
  site.now = FIRST * ROUND_MS;
  await sync.pass();
  site.now = FIRST * ROUND_MS + half - 1;
  await sync.pass();
  expect(site.sent).toEqual([]);
  site.now += 1;
  await sync.pass();
  expect(site.sent).toHaveLength(1);
});

test('makes reports that its log can make again, byte for byte', async ({ site }) => {
  site.events = [{ kind: 'click', item: 'a', at: endOf(FIRST - 1), source: 'page' }];
  const sync = await site.grownUp();
  await sync.pass();
  const made = (await sync.log()).flatMap((entry) => (entry.kind === 'made' ? entry.report : []));
  expect(made.map(({ bytes }) => fromHex(bytes))).toEqual(site.sent);
  expect(await Promise.all(made.map((each) => replayReport(each, openSplit)))).toEqual(site.sent);
  expect(made[0]?.input).toBe(LIST_OUTCOMES.indexOf('clicked'));
});

test('tells of the week before the round alone', async ({ site }) => {
  site.events = [
    { kind: 'click', item: 'a', at: endOf(FIRST - 2), source: 'page' },
    { kind: 'impression', item: 'a', at: endOf(FIRST - 1), source: 'page' },
    { kind: 'click', item: 'a', at: FIRST * ROUND_MS, source: 'page' },
  ];
  const sync = await site.grownUp();
  await sync.pass();
  const [made] = (await sync.log()).flatMap((entry) => (entry.kind === 'made' ? entry.report : []));
  expect(made?.input).toBe(LIST_OUTCOMES.indexOf('seen'));
});

test('waits for a measure that takes its time, and sends none the sooner or later for it', async ({
  site,
}) => {
  const order: string[] = [];
  let given: unknown;
  const slow: Measure = {
    mechanism: 'k-ary-response',
    of: async (_, context) => {
      given = context;
      await Promise.resolve();
      order.push('measured');
      return 2;
    },
  };
  site.answer = () => {
    order.push('sent');
    return Response.json({ accepted: 1, rejected: [] });
  };
  const pause = async (ms: number): Promise<void> => {
    order.push(`waits ${ms}`);
  };
  const sync = await site.grownUp({ measures: { 'list-outcome': slow }, pause });
  await sync.pass();
  expect(order).toEqual(['waits 2000', 'measured', 'sent']);
  expect(given).toEqual({ task: outcomeTask(), round: FIRST });
});

test('reports all the same where a measure fails', async ({ site }) => {
  const broken: Measure = {
    mechanism: 'k-ary-response',
    of: () => Promise.reject(new Error('no')),
  };
  const sync = await site.grownUp({ measures: { 'list-outcome': broken } });
  await sync.pass();
  expect(site.sent).toHaveLength(1);
  expect(site.errors).toEqual(['sync/measure']);
});

test('makes nothing of a week that was measured while the shopper withdrew', async ({ site }) => {
  const sync = await site.grownUp({
    measures: {
      'list-outcome': {
        mechanism: 'k-ary-response',
        of: async () => {
          await sync.allow(false);
          return 1;
        },
      },
    },
  });
  await sync.pass();
  await sync.allow(true);
  expect(await kinds(sync)).toEqual([]);
  expect(site.sent).toEqual([]);
});

test('keeps a report that could not be sent, and sends the same bytes without another debit', async ({
  site,
}) => {
  const sync = await site.grownUp();
  site.answer = () => Promise.reject(new Error('offline'));
  await sync.pass();
  site.answer = () => new Response('', { status: 503 });
  await sync.pass();
  expect(site.errors).toEqual(['sync/unreachable', 'sync/unreachable']);
  // The page is gone and comes again.
  site.answer = () => Response.json({ accepted: 1, rejected: [] });
  const next = site.newSync();
  await next.allow(true);
  await next.pass();
  await next.pass();
  const all = site.sent;
  expect(all).toHaveLength(3);
  expect(all[1]).toEqual(all[0]);
  expect(all[2]).toEqual(all[0]);
  expect((await next.status()).spent.thisRound).toBe(1_000_000);
  expect(await kinds(next)).toEqual(['made', 'sent']);
});

test('notes why the server did not take a report, and does not send it again', async ({ site }) => {
  const sync = await site.grownUp();
  site.answer = () => Response.json({ accepted: 0, rejected: [{ at: 0, code: 'report/late' }] });
  await sync.pass();
  await sync.pass();
  expect(site.sent).toHaveLength(1);
  expect((await sync.log()).at(-1)).toMatchObject({ kind: 'sent', outcome: 'report/late' });
});

test('ten tabs that race send one report', async ({ site }) => {
  await site.grownUp();
  const tabs = Array.from({ length: 10 }, () => site.newSync({ locks: undefined }));
  await Promise.all(tabs.map((tab) => tab.allow(true)));
  await Promise.all(tabs.map((tab) => tab.pass()));
  expect(site.errors).toEqual([]);
  // Without locks several may send the one that was made; it has one nonce and counts once.
  expect(new Set(site.sent.map(String)).size).toBe(1);
  expect((await tabs[0]!.status()).spent.thisRound).toBe(1_000_000);
  site.requests = [];
  site.now = endOf(FIRST + 1);
  const locked = Array.from({ length: 10 }, () => site.newSync());
  await Promise.all(locked.map((tab) => tab.allow(true)));
  await Promise.all(locked.map((tab) => tab.pass()));
  expect(site.sent).toHaveLength(1);
});

test('spends no more than its caps, whatever a site asks', async ({ site }) => {
  site.configuration = {
    version: 1,
    serial: 1,
    tasks: [outcomeTask('list-outcome', 4_000_000), outcomeTask('second'), outcomeTask('third')],
  };
  const sync = await site.grownUp();
  const perRound: number[] = [];
  for (let round = FIRST; round < FIRST + 12; round++) {
    site.now = endOf(round);
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

test('a clock that is set forward and back a year buys nothing', async ({ site }) => {
  const sync = await site.grownUp();
  await sync.pass();
  site.now = endOf(FIRST + YEAR);
  await sync.pass();
  expect(site.sent).toHaveLength(2);
  for (const round of [FIRST, FIRST + 1, FIRST + 2]) {
    site.now = endOf(round);
    await sync.pass();
  }
  expect(site.sent).toHaveLength(2);
  expect(await sync.log()).toContainEqual(expect.objectContaining({ kind: 'held', why: 'clock' }));
});

test('a ledger that was deleted is silent for a whole round', async ({ site }) => {
  const sync = await site.grownUp();
  await sync.pass();
  await deleteDB(site.databaseName);
  await sync.pass();
  await sync.pass();
  const next = site.newSync();
  await next.allow(true);
  site.now = endOf(FIRST + 1);
  await next.pass();
  await sync.pass();
  expect(site.sent).toHaveLength(1);
  site.now = endOf(FIRST + 2);
  await next.pass();
  expect(site.sent).toHaveLength(2);
});

test('sends nothing where the ledger can not be written', async ({ site }) => {
  const sync = await site.grownUp();
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  await sync.pass();
  put.mockRestore();
  expect(site.sent).toEqual([]);
  expect(site.errors).toContain('sync/ledger');
});

test('sends nothing without good randomness', async ({ site }) => {
  const sync = await site.grownUp({ random: replayRandom(new Uint8Array()) });
  await sync.pass();
  expect(site.sent).toEqual([]);
  expect(site.errors).toEqual(['privacy/randomness']);
});

test('withdrawing drops what waits, and keeps the budget spent', async ({ site }) => {
  const sync = await site.grownUp();
  site.answer = () => Promise.reject(new Error('offline'));
  await sync.pass();
  const before = site.requests.length;
  await sync.allow(false);
  await sync.pass();
  await sync.allow(true);
  await sync.pass();
  expect(site.requests).toHaveLength(before);
  expect((await sync.status()).spent.thisRound).toBe(1_000_000);
  expect(await kinds(sync)).toEqual(['made', 'withdrawn']);
});

test('erasing forgets what was said, and keeps what it cost', async ({ site }) => {
  const sync = await site.grownUp();
  await sync.pass();
  await sync.erase();
  expect(await sync.log()).toEqual([]);
  expect((await sync.status()).spent.thisRound).toBe(1_000_000);
  await sync.pass();
  expect(site.sent).toHaveLength(1);
});
