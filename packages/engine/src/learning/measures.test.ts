import * as functions from '@sotto/learning';
import { ROUND_MS, type ShopModel, type Task } from '@sotto/protocol';
import { DEFAULT_WEIGHTS, type Interaction } from '@sotto/ranking';
import type { MeasureContext, ShopVersions } from '@sotto/sync';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { TrainerClient } from '../training/trainer-client.ts';
import { measuresOf } from './measures.ts';
import type { MeasureSources } from './measure-sources.ts';

const ROUND = 9;
const { catalog } = syntheticShop();
const since = (ROUND - 1) * ROUND_MS;
const history: Interaction[] = [4, 31, 12, 50].map((item, at) => ({
  item,
  kind: 'view',
  at: since + at * 60_000,
}));
const visit: functions.IntentVisit = {
  features: new Float32Array(functions.INTENT_FEATURES).fill(1),
  chances: Float32Array.of(0.2),
  bought: true,
};
const shop = { catalog, prior: DEFAULT_WEIGHTS, history };

function versionsWith(parts: ShopModel['parts']): ShopVersions {
  const model = { parts, since: ROUND - 2 } as ShopModel;
  return {
    serial: 1,
    candidate: null,
    current: { sha256: 'ab', since: ROUND - 2, model },
  } as never;
}

function measure(name: string, sources: Partial<MeasureSources> = {}) {
  const asked: (readonly [number, number])[] = [];
  const measures = measuresOf({
    functions: async () => ({ ...functions, TrainerClient }),
    shop: async () => shop,
    versions: async () => versionsWith({}),
    tried: () => false,
    intentVisits: async (...period) => {
      asked.push(period);
      return [visit];
    },
    trainer: async () => ({
      adapterGradient: async (...args) => ({
        ...functions.adapterGradient(...args),
        backend: 'plain',
      }),
    }),
    ...sources,
  });
  return { measure: measures[name]!, asked };
}

const book = (dimension: number) =>
  ({ kind: 'code-book', microEpsilon: 4_000_000, dimension, microClip: 1_000_000 }) as const;
const context = (dimension: number, mode: 'solo' | 'split'): MeasureContext => ({
  round: ROUND,
  task: { mechanism: book(dimension), mode: { kind: mode } } as Task,
});

test('tells which way the intent head should go, at what the shop has learnt, by the visits of the week', async () => {
  const numbers = Array.from({ length: 32 }, (_, at) => at / 100);
  const { measure: intent, asked } = measure('intent-gradient', {
    versions: async () => versionsWith({ intent: { numbers } }),
  });
  expect(intent.fits?.(book(32))).toBe(true);
  expect(intent.fits?.(book(16))).toBe(false);
  expect(await intent.of([], context(32, 'solo'))).toEqual([
    ...functions.intentGradient([visit], numbers)!,
  ]);
  expect(asked).toEqual([[since, since + ROUND_MS]]);
});

test('tells nothing of the intent head without a visit, and without knowing what holds', async () => {
  const none = measure('intent-gradient', { intentVisits: async () => [] });
  expect(await none.measure.of([], context(32, 'solo'))).toBeNull();
  const offline = measure('intent-gradient', { versions: async () => undefined });
  expect(await offline.measure.of([], context(32, 'solo'))).toBeNull();
});

test('tells which way an adapter should go, in two shares alone', async () => {
  const { measure: adapter } = measure('adapter-gradient');
  for (const dimension of [64, 256, 1_024]) expect(adapter.fits?.(book(dimension))).toBe(true);
  expect(adapter.fits?.(book(32))).toBe(false);
  const gradient = (await adapter.of([], context(64, 'split'))) as number[];
  expect(gradient).toHaveLength(64);
  expect(gradient.some((slope) => slope !== 0)).toBe(true);
  expect(await adapter.of([], context(64, 'solo'))).toBeNull();
});

const adapterAt = async (parts: ShopModel['parts']) =>
  measure('adapter-gradient', { versions: async () => versionsWith(parts) }).measure.of(
    [],
    context(64, 'split'),
  );

test('the adapter that holds is where its gradient is taken', async () => {
  const numbers = Array.from({ length: 64 }, (_, at) => Math.sin(at) / 4);
  const [without, zeros, learnt] = await Promise.all([
    adapterAt({}),
    adapterAt({ adapter: { rank: 8, numbers: numbers.map(() => 0) } }),
    adapterAt({ adapter: { rank: 8, numbers } }),
  ]);
  expect(zeros).toEqual(without);
  expect(learnt).not.toEqual(without);
});

test('tells nothing of an adapter of more numbers than vectors have, and before vectors have come', async () => {
  const { measure: adapter } = measure('adapter-gradient');
  expect(await adapter.of([], context(1_024, 'split'))).toBeNull();
  const { vectors: _, ...bare } = catalog;
  const early = measure('adapter-gradient', { shop: async () => ({ ...shop, catalog: bare }) });
  expect(await early.measure.of([], context(64, 'split'))).toBeNull();
});

const groups = functions.productGroups(catalog)!;
const counting = (items: number, numbering = groups.numbering): MeasureContext => ({
  round: ROUND,
  task: { mechanism: { ...counts(items), numbering } } as Task,
});
const counts = (items: number) =>
  ({ kind: 'local-hashing', microEpsilon: 4_000_000, items }) as const;

test('tells the group of something of the week, drawn anew each time', async () => {
  const { measure: popularity } = measure('group-popularity');
  expect([2, 1_024, 1_025].map((items) => popularity.fits?.(counts(items)))).toEqual([
    true,
    true,
    false,
  ]);
  const told = new Set<unknown>();
  // Of two groups or more one is missed with a chance of 4^-40 at most.
  for (let draw = 0; draw < 160; draw += 1)
    told.add(await popularity.of([], counting(groups.count)));
  expect(told).toEqual(new Set(history.map(({ item }) => groups.of[item])));
  expect(await popularity.of([], counting(groups.count + 1))).toBeNull();
  expect(await popularity.of([], counting(groups.count, '0123456789abcdef'))).toBeNull();
});

test('tells two groups that followed one another, and nothing of other weeks', async () => {
  const { measure: covisits } = measure('group-covisits');
  expect([4, 199_809, 5].map((items) => covisits.fits?.(counts(items)))).toEqual([
    true,
    true,
    false,
  ]);
  const answer = await covisits.of([], counting(groups.count ** 2));
  const pairs = history
    .slice(1)
    .map(({ item }, at) => groups.of[history[at]!.item]! * groups.count + groups.of[item]!);
  expect(pairs).toContain(answer);
  expect(await covisits.of([], { ...counting(groups.count ** 2), round: ROUND + 1 })).toBeNull();
});
