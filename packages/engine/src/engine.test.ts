import {
  INITIAL_CONSENT,
  STRATEGY_NAMES,
  type ConsentState,
  type ItemEventKind,
  type ShopEvent,
} from '@sotto/core';
import { THREAD_VERSION, type EngineChange, type RecommendRequest } from '@sotto/protocol';
import { MemoryStore } from '@sotto/storage';
import { PackServer, syntheticPack, syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { TrainerClient } from './training/trainer-client.ts';

const NOW = Date.UTC(2026, 0, 10);
const shop = syntheticShop({ products: 120, users: 200 });
const pack = await syntheticPack(shop);
const GRANTED: ConsentState = { ...INITIAL_CONSENT, answer: 'granted', source: 'api' };

/** An engine over a server, started, and what it says. */
function create(server = new PackServer(pack), consent: ConsentState = GRANTED) {
  let elapsed = 0;
  const opened: MemoryStore[] = [];
  const engine = new Engine({
    clock: { now: () => NOW },
    fetch: server.fetch,
    caches: undefined,
    openStore: () => {
      const store = new MemoryStore();
      opened.push(store);
      return store;
    },
    elapsed: () => (elapsed += 1),
    openModels: () => Promise.reject(new Error('this pack has none')),
    openSync: () => Promise.reject(new Error('this page names no server')),
    fetchVersions: () => Promise.reject(new Error('this page names no server')),
    openLearning: () =>
      import('@sotto/learning').then((functions) => ({ ...functions, TrainerClient })),
    spawnTrainer: () => {
      throw new Error('no worker here');
    },
    hasLedger: async () => false,
  });
  const changes: EngineChange[] = [];
  const waiting: { cause: string; resolve: (change: EngineChange) => void }[] = [];
  void engine.onChange((change) => {
    changes.push(change);
    for (const { cause, resolve } of waiting) if (cause === change.cause) resolve(change);
  });
  const config = {
    version: THREAD_VERSION,
    packUrl: server.url,
    consent,
    retentionDays: 90,
    maxEvents: 1000,
    saveData: false,
    runtime: 'auto' as const,
    sync: undefined,
  };
  return {
    engine,
    server,
    opened,
    changes,
    config,
    next: (cause: EngineChange['cause']): Promise<EngineChange> =>
      new Promise((resolve) => waiting.push({ cause, resolve })),
  };
}

/** The same with every part of the pack there. */
async function createComplete(consent: ConsentState = GRANTED) {
  const created = create(new PackServer(pack), consent);
  await created.engine.start(created.config);
  for (;;) {
    const changed = created.next('pack');
    if ((await created.engine.status()).pack.loaded.includes('terms')) return created;
    await changed;
  }
}

const event = (item: string, kind: ItemEventKind = 'view', at = NOW - 1000): ShopEvent => ({
  kind,
  item,
  at,
  source: 'api',
});
const ask = (more: Partial<RecommendRequest> = {}): RecommendRequest => ({
  strategy: 'for-you',
  limit: 8,
  page: { kind: 'home', basket: [] },
  ...more,
});
const categoryOf = (id: string): string => shop.items[shop.indexOf(id)]?.category[0] ?? '';
const garden = shop.items.filter(({ category }) => category[0] === 'Garden').map(({ id }) => id);

const HISTORIES: Readonly<Record<string, readonly ShopEvent[]>> = {
  'no history': [],
  'a history': [
    event('p-1', 'view', NOW - 5000),
    event('p-1', 'view', NOW - 4000),
    event('p-13', 'cart', NOW - 3000),
    event('p-7', 'purchase', NOW - 2000),
  ],
};
const PAGES: Readonly<Record<string, RecommendRequest['page']>> = {
  home: { kind: 'home', basket: [] },
  product: { kind: 'product', item: 'p-25', basket: ['p-2', 'unknown'] },
  category: { kind: 'category', category: 'Garden > Rakes', basket: [] },
};

test('opens the pack before it is started, once, and another one where another is wanted', async () => {
  const created = create();
  const manifests = (): number =>
    created.server.requests.filter(({ path }) => path === 'manifest.json').length;
  created.engine.preload(created.config.packUrl);
  await created.engine.start(created.config);
  expect((await created.engine.recommend(ask())).items).toHaveLength(8);
  expect(manifests()).toBe(1);
  const other = create();
  other.engine.preload('https://elsewhere.example/sotto/');
  await other.engine.start(other.config);
  expect((await other.engine.recommend(ask())).items).toHaveLength(8);
});

test('takes what happened to a variant for the product that it was merged into', async () => {
  const { engine } = await createComplete();
  await engine.record([event('p-1-red')]);
  const { items } = await engine.recommend(ask({ strategy: 'recently-viewed' }));
  expect(items[0]?.id).toBe('p-1');
});

test.each(
  STRATEGY_NAMES.flatMap((strategy) =>
    Object.keys(HISTORIES).flatMap((history) =>
      Object.keys(PAGES).map((page) => [strategy, history, page] as const),
    ),
  ),
)('lists %s with %s on a %s page', async (strategy, history, pageName) => {
  const { engine } = await createComplete();
  await engine.record(HISTORIES[history] ?? []);
  const page = PAGES[pageName] as RecommendRequest['page'];
  const list = await engine.recommend(ask({ strategy, page, limit: 6 }));
  const ids = list.items.map(({ id }) => id);
  const repeats = list.strategy === 'recently-viewed' || list.strategy === 'back-in-view';
  expect(ids.length).toBeGreaterThan(0);
  if (!repeats) expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain(page.item);
  expect(ids.every((id) => shop.indexOf(id) >= 0)).toBe(true);
  expect(list.items.every(({ inStock, reasons }) => inStock && reasons.length > 0)).toBe(true);
  expect(list).toMatchObject({ currency: 'EUR', rankMs: expect.any(Number) as number });
  if (history === 'no history') expect(list.personal).toBe(false);
});

test('turns “for you” to what was looked at, and back when it is erased', async () => {
  const { engine } = await createComplete();
  const share = async (): Promise<number> => {
    const { items } = await engine.recommend(ask());
    return items.filter(({ id }) => categoryOf(id) === 'Garden').length / items.length;
  };
  const before = await engine.recommend(ask());
  expect(await share()).toBeLessThan(0.5);
  await engine.record(garden.slice(0, 3).map((id) => event(id)));
  expect(await share()).toBeGreaterThan(0.5);
  expect((await engine.recommend(ask())).personal).toBe(true);
  await engine.erase();
  const { rankMs: _, ...after } = await engine.recommend(ask());
  expect(before).toMatchObject(after);
  expect((await engine.status()).storage.events).toBe(0);
});

test.each(['unknown', 'denied'] as const)(
  'makes no personal list and stores nothing where the answer is %s',
  async (answer) => {
    const { engine, opened } = await createComplete({ ...INITIAL_CONSENT, answer });
    const before = await engine.recommend(ask());
    await engine.record(garden.map((id) => event(id)));
    const { rankMs: _, ...after } = await engine.recommend(ask());
    expect(before).toMatchObject(after);
    for (const store of opened) expect((await store.read()).events).toEqual([]);
    expect((await engine.status()).storage).toMatchObject({ kind: 'none', events: 0 });
  },
);

test('forgets when the shopper says no', async () => {
  const { engine, opened } = await createComplete();
  await engine.record(garden.map((id) => event(id)));
  await engine.setConsent({ ...GRANTED, answer: 'denied' });
  expect((await engine.recommend(ask())).personal).toBe(false);
  for (const store of opened) expect((await store.read()).events).toEqual([]);
});

test('asks the server the same for shoppers of different histories', async () => {
  const traces = [];
  for (const ids of [garden, ['p-1', 'p-13']]) {
    const { engine, server } = await createComplete();
    await engine.record(ids.map((id) => event(id)));
    for (const strategy of STRATEGY_NAMES) await engine.recommend(ask({ strategy }));
    traces.push(server.requests);
  }
  expect(traces[0]).toEqual(traces[1]);
});

test('leaves out what the page asks to leave out, and follows the page’s own rules', async () => {
  const { engine } = await createComplete();
  const [best] = (await engine.recommend(ask({ strategy: 'trending' }))).items;
  const exclude = [best?.id ?? '', 'unknown'];
  const rest = await engine.recommend(ask({ strategy: 'trending', exclude }));
  expect(rest.items.map(({ id }) => id)).not.toContain(best?.id);
  const ruled = await engine.recommend(
    ask({ rules: ['include only where category under "Garden"'] }),
  );
  expect(new Set(ruled.items.map(({ id }) => categoryOf(id)))).toEqual(new Set(['Garden']));
});

test('starts from the products that the page names', async () => {
  const { engine } = await createComplete();
  const { items } = await engine.recommend(ask({ strategy: 'similar', seeds: [garden[0] ?? ''] }));
  expect(items.filter(({ id }) => categoryOf(id) === 'Garden').length).toBeGreaterThan(4);
});

test.each([
  [0, 1],
  [-5, 1],
  [3.9, 3],
  [1e9, 100],
])('answers a wish for %d products with %d', async (limit, products) => {
  const { engine } = await createComplete();
  expect((await engine.recommend(ask({ strategy: 'trending', limit }))).items).toHaveLength(
    products,
  );
});

test('refuses a page of another release, and calls before the start', async () => {
  const { engine, config } = create();
  await expect(engine.recommend(ask())).rejects.toMatchObject({ code: 'worker/failed' });
  await expect(engine.start({ ...config, version: THREAD_VERSION + 1 })).rejects.toMatchObject({
    code: 'worker/version',
  });
});

test('says that there is no pack, and still records', async () => {
  const server = new PackServer(pack);
  server.clear();
  const { engine, config, next } = create(server);
  const failed = next('error');
  await engine.start(config);
  expect((await failed).error).toMatchObject({ code: 'pack/unreachable', retry: true });
  await expect(engine.recommend(ask())).rejects.toMatchObject({ code: 'pack/unreachable' });
  await engine.record([event('p-1')]);
  expect((await engine.status()).storage.events).toBe(1);
});

test('asks for lists to be drawn anew for what shows, and not for what does not', async () => {
  const { engine, changes } = await createComplete();
  const causes = (): string[] => changes.splice(0).map(({ cause }) => cause);
  causes();
  await engine.record([event('p-1', 'impression'), event('p-1', 'click')]);
  expect(causes()).toEqual([]);
  await engine.record([event('p-1', 'view')]);
  expect(causes()).toEqual(['history']);
  await engine.setConsent({ ...GRANTED, paused: true });
  expect(causes()).toEqual(['consent']);
  await engine.erase();
  expect(causes()).toEqual(['history']);
});

test('tells what it has and how long it took', async () => {
  const { engine } = await createComplete();
  await engine.recommend(ask());
  const status = await engine.status();
  expect(status).toMatchObject({
    version: THREAD_VERSION,
    consent: GRANTED,
    pack: { products: 120, fromCache: false, images: 'none' },
    storage: { kind: 'memory', encrypted: false },
  });
  expect(Object.keys(status.timings).sort()).toEqual(
    ['complete', 'first list', 'first ranking', 'pack', 'start'].sort(),
  );
});

test('gives the history out whole, in visits', async () => {
  const { engine } = await createComplete();
  const events = [event('p-1', 'view', NOW - 7_200_000), event('p-2', 'cart', NOW - 1000)];
  await engine.record(events);
  expect(await engine.exportHistory()).toEqual({
    format: 'sotto-history',
    version: 1,
    exportedAt: '2026-01-10T00:00:00.000Z',
    consent: GRANTED,
    events,
    titles: { 'p-1': shop.items[1]?.title, 'p-2': shop.items[2]?.title },
    sessions: [
      { start: NOW - 7_200_000, end: NOW - 7_200_000, events: 1 },
      { start: NOW - 1000, end: NOW - 1000, events: 1 },
    ],
    learnt: {},
    reports: [],
  });
});

test('has no thumbnails for products that it does not know', async () => {
  const { engine } = await createComplete();
  expect(await engine.thumbnails(['p-1', 'unknown'])).toEqual([null, null]);
});
