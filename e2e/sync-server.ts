import { createServer, type AddressInfo } from 'node:net';
import { DAY_MS } from '@sotto/core';
import { openSyncServer, type OpenSyncServerOptions, type SyncServer } from '@sotto/server';
import { LIST_OUTCOMES } from '@sotto/sync';
import {
  ROUND_MS,
  roundAt,
  type PublishedRound,
  type ReportingEntry,
  type Task,
} from '@sotto/protocol';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, openShop, test as base } from './shop.ts';

/** What the shop asks of those who share. */
export const OUTCOME_TASK: Task = {
  measure: 'list-outcome',
  mechanism: { kind: 'k-ary-response', microEpsilon: 1_000_000, values: [...LIST_OUTCOMES] },
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first: 0, last: 4_294_967_295, every: 1 },
};

/** A sync server in this process, on a port of its own, whose time a test may set forward. */
export interface OpenSync extends SyncServer {
  /** Milliseconds that its clock is ahead. */
  ahead: number;
}

/** Opens a sync server that takes reports from a shop's pages. */
export async function openSync(
  origin: string,
  tasks: readonly Task[],
  more: Pick<OpenSyncServerOptions, 'learning' | 'helperSecret'> = {},
): Promise<OpenSync> {
  const time = { ahead: 0 };
  const server = await openSyncServer({
    database: 'memory',
    clock: { now: () => Date.now() + time.ahead },
    port: 0,
    origins: [origin],
    tasks,
    ...more,
    log: { write: () => undefined },
  });
  return Object.assign(time, server);
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, 'localhost');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Tests with a sync server beside the shop, whose tag names it. */
export const test = base.extend<{ shopPort: number; sync: OpenSync }>({
  // eslint-disable-next-line no-empty-pattern
  shopPort: async ({}, use) => use(await freePort()),
  sync: async ({ shopPort }, use) => {
    const sync = await openSync(`http://localhost:${shopPort}`, [OUTCOME_TASK]);
    await use(sync);
    await sync.close();
  },
  shop: async ({ ownPack, shopPort, sync }, use) => {
    const server = { url: `${sync.url}/`, publicKey: sync.publicKey };
    const { shop, close } = await openShop(ownPack, { port: shopPort, sync: server });
    await use(shop);
    await close();
  },
});

/** How many reports a server has taken. */
export async function acceptedBy({
  url,
  ownerKey,
}: Pick<SyncServer, 'url' | 'ownerKey'>): Promise<number> {
  const headers = { authorization: `Bearer ${ownerKey}` };
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/^sotto_reports_accepted\S* (\d+)$/m.exec(metrics)?.[1]);
}

/** Ends a round, by default the one that it is now, and gives all that is published. */
export async function endRound(
  sync: OpenSync,
  round = roundAt(Date.now()),
): Promise<PublishedRound[]> {
  const over = (round + 1) * ROUND_MS + DAY_MS;
  sync.ahead = over - Date.now() + 1_000;
  await sync.keepRounds();
  const json = async (path: string): Promise<unknown> => (await fetch(sync.url + path)).json();
  const { rounds } = (await json('/v1/rounds')) as { rounds: { sha256: string }[] };
  return Promise.all(
    rounds.map(async ({ sha256 }) => (await json(`/v1/objects/${sha256}`)) as PublishedRound),
  );
}

/** Waits for a ledger, and makes it old enough to report in a round, by default the one that it is now. */
export async function ageLedger(
  page: Page,
  measures: readonly string[],
  wanted = roundAt(Date.now()),
): Promise<void> {
  await expect
    .poll(() => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), {
      timeout: 60_000,
    })
    .toContain('sotto-sync');
  await page.evaluate(
    async ({ round, names }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('sotto-sync');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('no ledger')));
      });
      const transaction = database.transaction(['state', 'turns'], 'readwrite');
      const state = transaction.objectStore('state');
      state.get('ledger').addEventListener('success', ({ target }) => {
        state.put({ ...(target as IDBRequest<object>).result, born: round - 10 }, 'ledger');
      });
      const turn = { round, state: 'waiting', dueAt: 0, microEpsilon: 0 };
      for (const measure of names) transaction.objectStore('turns').put({ ...turn, measure });
      await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      database.close();
    },
    { round: wanted, names: measures },
  );
}

/** A shopper who has answered the shop's question. */
export async function shopper(
  browser: Browser,
  url: string,
  answer: 'granted' | 'shared',
): Promise<{ context: BrowserContext; page: Page; sent: Buffer[]; asked: string[] }> {
  const context = await browser.newContext();
  await context.addCookies([{ name: 'consent', value: answer, url }]);
  const page = await context.newPage();
  const sent: Buffer[] = [];
  const asked: string[] = [];
  page.on('request', (request) => {
    asked.push(request.url());
    const body = request.postDataBuffer();
    if (body !== null) sent.push(body);
  });
  return { context, page, sent, asked };
}

/** What the device has told, and was about to. */
export const reportsOf = (page: Page): Promise<readonly ReportingEntry[]> =>
  page.evaluate(async () => {
    const { sotto } = window as unknown as {
      sotto?: { exportHistory?(): Promise<{ reports: readonly ReportingEntry[] }> };
    };
    return (await sotto?.exportHistory?.())?.reports ?? [];
  });

/** Opens the shop twice: with a new ledger, and with one that may report. */
export async function report(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/privacy`);
  await ageLedger(page, [OUTCOME_TASK.measure]);
  await page.goto(`${url}/privacy`);
  await expect
    .poll(async () => (await reportsOf(page)).map(({ kind }) => kind), { timeout: 60_000 })
    .toContain('sent');
}
