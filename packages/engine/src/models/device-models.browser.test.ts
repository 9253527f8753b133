import type { ModelFiles } from '@sotto/catalog';
import { INITIAL_CONSENT, type ConsentState, type ShopEvent } from '@sotto/core';
import { THREAD_VERSION, type EngineChange, type EngineConfig } from '@sotto/protocol';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { MemoryStore } from '@sotto/storage';
import type { ShopVersions } from '@sotto/sync';
import {
  PackServer,
  syntheticIntent,
  syntheticPack,
  syntheticSequenceEncoder,
  syntheticShop,
} from '@sotto/testing';
import { afterEach, expect, test } from 'vitest';
import { Engine } from '../engine.ts';
import { TrainerClient } from '../training/trainer-client.ts';
import { DeviceModels } from './device-models.ts';
import { MODEL_CACHE } from './model-store.ts';

const shop = syntheticShop({ products: 60, users: 80 });
const dimensions = shop.catalog.vectors?.dimensions ?? 0;
const GRANTED: ConsentState = { ...INITIAL_CONSENT, answer: 'granted', source: 'api' };
const GOOD = {
  intent: syntheticIntent(),
  'sequence-encoder': syntheticSequenceEncoder(dimensions),
};

const serve = async (models: Readonly<Record<string, ModelFiles>>): Promise<PackServer> =>
  new PackServer(
    await syntheticPack(shop, { models, weights: { ...DEFAULT_WEIGHTS, sequence: 1 } }),
  );

afterEach(async () => {
  for (const name of await caches.keys()) await caches.delete(name);
});

/** Opens the shop as a page load does: one list, then everything that comes after it. */
async function visit(
  server: PackServer,
  {
    consent = GRANTED,
    events = [],
    config = {},
    versions,
  }: {
    consent?: ConsentState;
    events?: ShopEvent[];
    config?: Partial<EngineConfig>;
    versions?: ShopVersions;
  } = {},
) {
  const engine = new Engine({
    clock: { now: () => NOW },
    fetch: server.fetch,
    caches,
    openStore: () => new MemoryStore(),
    openModels: (options) =>
      DeviceModels.open({ ...options, ortUrl: (file) => `https://shop.example/ort/${file}` }),
    elapsed: () => performance.now(),
    openSync: () => Promise.reject(new Error('this page names no server')),
    fetchVersions: () =>
      versions === undefined
        ? Promise.reject(new Error('this page names no server'))
        : Promise.resolve(versions),
    openLearning: () =>
      import('@sotto/learning').then((functions) => ({ ...functions, TrainerClient })),
    spawnTrainer: () => {
      throw new Error('no worker here');
    },
    hasLedger: async () => false,
  });
  const errors: string[] = [];
  const modelsTold = new Promise<void>((resolve) => {
    let told = 0;
    void engine.onChange(({ cause, error }: EngineChange) => {
      if (error !== undefined) errors.push(error.code);
      if (cause === 'models' && ++told === 2) resolve();
    });
  });
  await engine.start({
    version: THREAD_VERSION,
    packUrl: server.url,
    consent,
    retentionDays: 90,
    maxEvents: 1000,
    saveData: false,
    runtime: 'auto',
    sync: undefined,
    ...config,
  });
  await engine.record(events);
  const recommend = () =>
    engine.recommend({ strategy: 'for-you', limit: 8, page: { kind: 'home', basket: [] } });
  const before = server.requests.length;
  const first = await recommend();
  return { engine, errors, modelsTold, recommend, first, before };
}

const NOW = Date.UTC(2026, 0, 10);
const event = (
  kind: 'view' | 'cart' | 'checkout',
  item: string,
  minutesAgo: number,
): ShopEvent => ({
  kind,
  item,
  at: NOW - minutesAgo * 60_000,
  source: 'api',
});
const VISIT = [
  event('view', 'p-1', 9),
  event('cart', 'p-1', 8),
  event('view', 'p-2', 7),
  event('cart', 'p-2', 6),
  event('checkout', 'p-1', 5),
  event('checkout', 'p-2', 5),
];

const modelPaths = ({ requests }: PackServer): string[] =>
  requests.map(({ path }) => path).filter((path) => /onnx|-test/.test(path));

test('asks for models after the first list and everything else', async () => {
  const server = await serve(GOOD);
  const { modelsTold, first } = await visit(server);
  expect(first.items).toHaveLength(8);
  expect(modelPaths(server)).toEqual([]);
  await modelsTold;
  expect(modelPaths(server)).toHaveLength(4);
  expect(server.requests.slice(-4).map(({ path }) => path)).toEqual(modelPaths(server));
});

test('refines lists by where the history leads, and names it as a reason', async () => {
  const { modelsTold, recommend, first } = await visit(await serve(GOOD), { events: VISIT });
  const channels = ({ items }: typeof first): string[] =>
    items.flatMap(({ reasons }) => reasons.map(({ channel }) => channel));
  expect(channels(first)).not.toContain('sequence');
  await modelsTold;
  expect(channels(await recommend())).toContain('sequence');
});

test('tells after each step where the visit leads', async () => {
  const { modelsTold, engine } = await visit(await serve(GOOD), { events: VISIT });
  expect(await engine.intent()).toEqual([]);
  await modelsTold;
  const points = await engine.intent();
  expect(points.map(({ at }) => (NOW - at) / 60_000)).toEqual([8, 6, 5]);
  for (const { purchase, stage } of points) {
    expect(purchase).toBeGreaterThan(0.5);
    expect(stage.looking + stage.comparing + stage.deciding).toBeCloseTo(1, 5);
  }
});

/** Chances of a purchase after each step of the visit. */
async function chances(options: Parameters<typeof visit>[1]): Promise<number[]> {
  const { modelsTold, engine } = await visit(await serve(GOOD), { events: VISIT, ...options });
  await modelsTold;
  return (await engine.intent()).map(({ purchase }) => purchase);
}

test('adds what the shop has learnt to the chance of a purchase', async () => {
  const numbers = Array.from({ length: 32 }, (_, at) => (at === 1 ? -2 : 0));
  const model = { serial: 1, parts: { intent: { numbers } }, learntFrom: [] };
  const versions = { serial: 1, current: { sha256: 'ab', model }, candidate: null };
  const config = { sync: { url: 'https://sync.example/', publicKey: '' } };
  const without = await chances({});
  const learnt = await chances({ config, versions: versions as unknown as ShopVersions });
  expect(learnt).toHaveLength(3);
  learnt.forEach((chance, at) => expect(logit(chance)).toBeCloseTo(logit(without[at]!) - 2, 4));
});

const logit = (chance: number): number => Math.log(chance / (1 - chance));

test('tells nothing of a visit that is over, nor without consent', async () => {
  const old = VISIT.map((each) => ({ ...each, at: each.at - 3_600_000 }));
  const over = await visit(await serve(GOOD), { events: old });
  await over.modelsTold;
  expect(await over.engine.intent()).toEqual([]);
  const denied = { ...GRANTED, answer: 'denied' } as const;
  const without = await visit(await serve(GOOD), { events: VISIT, consent: denied });
  await without.modelsTold;
  expect(await without.engine.intent()).toEqual([]);
});

test('keeps models on the device with consent alone', async () => {
  const unknown = await visit(await serve(GOOD), { consent: INITIAL_CONSENT });
  await unknown.modelsTold;
  expect(await caches.has(MODEL_CACHE)).toBe(false);
  const server = await serve(GOOD);
  await (
    await visit(server)
  ).modelsTold;
  expect(modelPaths(server)).toHaveLength(4);
  const again = await serve(GOOD);
  const { modelsTold, engine } = await visit(again);
  await modelsTold;
  expect(modelPaths(again)).toEqual([]);
  await engine.erase();
  expect(await caches.keys()).toEqual([]);
});

test('fetches anew what the device kept damaged', async () => {
  await (
    await visit(await serve(GOOD))
  ).modelsTold;
  const cache = await caches.open(MODEL_CACHE);
  for (const { url } of await cache.keys())
    if (url.endsWith('.onnx')) await cache.put(url, new Response('rust'));
  const { modelsTold, engine, errors } = await visit(await serve(GOOD));
  await modelsTold;
  expect((await engine.status()).models.map(({ state }) => state)).toEqual(['ready', 'ready']);
  expect(errors).toEqual([]);
});

const FAULTS: readonly [string, ModelFiles, ((server: PackServer) => void) | undefined, string][] =
  [
    [
      'a wrong hash',
      syntheticIntent({ weight: 0.02 }),
      (server) => server.change('intent.', (bytes) => bytes.map((byte) => byte ^ 1)),
      'pack/corrupt',
    ],
    [
      'a missing file',
      syntheticIntent({ weight: 0.02 }),
      (server) => server.change('intent.', 404),
      'pack/unreachable',
    ],
    ['a wrong shape', syntheticIntent({ features: 29 }), undefined, 'model/shape'],
    ['weights that are no numbers', syntheticIntent({ weight: NaN }), undefined, 'model/numbers'],
    [
      'a version of another kind',
      syntheticIntent({ version: '2.0.0' }),
      undefined,
      'model/version',
    ],
    [
      'too many bytes',
      { ...GOOD.intent, model: new Uint8Array(300_000) },
      undefined,
      'model/too-large',
    ],
    [
      'bytes that are no model',
      { ...GOOD.intent, model: new Uint8Array(300) },
      undefined,
      'model/unsupported',
    ],
    [
      'a test that is none',
      { ...GOOD.intent, model: syntheticIntent({ weight: 0.02 }).model, test: new Uint8Array(3) },
      undefined,
      'model/manifest',
    ],
  ];

test.each(FAULTS)('does without a model of %s, and says so', async (_, intent, spoil, code) => {
  const server = await serve({ ...GOOD, intent });
  spoil?.(server);
  const { modelsTold, engine, errors, recommend } = await visit(server, { events: VISIT });
  await modelsTold;
  expect(errors).toEqual([code]);
  expect((await engine.status()).models).toMatchObject([
    { id: 'sequence-encoder', state: 'ready' },
    { id: 'intent', state: 'failed', error: code },
  ]);
  expect(await engine.intent()).toEqual([]);
  expect((await recommend()).items).toHaveLength(8);
});

test.each(FAULTS)(
  'goes on with the last good model after one of %s',
  async (_, intent, spoil, code) => {
    await (
      await visit(await serve(GOOD))
    ).modelsTold;
    const server = await serve({ ...GOOD, intent });
    spoil?.(server);
    const { modelsTold, engine, errors } = await visit(server, { events: VISIT });
    await modelsTold;
    expect(errors).toEqual([code]);
    expect((await engine.status()).models).toMatchObject([
      { id: 'sequence-encoder', state: 'ready' },
      { id: 'intent', version: '1.0.0', state: 'previous', error: code },
    ]);
    expect(await engine.intent()).toHaveLength(3);
  },
);

test('fetches no model where the device saves data, nor one that ranking has no use for', async () => {
  const saving = await serve(GOOD);
  const { engine } = await visit(saving, { config: { saveData: true } });
  expect((await engine.status()).models).toEqual([]);
  expect(modelPaths(saving)).toEqual([]);
  const unused = new PackServer(await syntheticPack(shop, { models: GOOD }));
  await (
    await visit(unused)
  ).modelsTold;
  expect(modelPaths(unused).every((path) => path.startsWith('intent'))).toBe(true);
});
