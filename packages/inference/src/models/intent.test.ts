import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parseGolden } from '../golden-case.ts';
import { PlainRuntime } from '../plain/plain-runtime.ts';
import { intentFeatures, type Visit, type VisitEvent } from './intent-features.ts';
import { IntentModel } from './intent.ts';

const file = (name: string): string =>
  createRequire(import.meta.url).resolve(`@sotto/models/intent/${name}`);
const golden = parseGolden(readFileSync(file('golden.json'), 'utf8'));
const model = new IntentModel(
  await new PlainRuntime().open(new Uint8Array(readFileSync(file('model.onnx')))),
);

const views = (seconds: number, ...all: number[]): VisitEvent[] =>
  all.map((price) => ({ kind: 'view', at: seconds * 1000, price }));

/** As many products as it takes, the rest of `sum` shared by those without a price of their own. */
const evenly = (count: number, sum: number, ...some: number[]): number[] => {
  const rest = sum - some.reduce((total, price) => total + price, 0);
  return [
    ...some,
    ...Array.from({ length: count - some.length }, () => rest / (count - some.length)),
  ];
};

/** The visits of golden.json as events: each ends with one of its steps. */
const FIRST: readonly VisitEvent[] = [
  ...views(10, ...evenly(3, 82, 12, 40)),
  { kind: 'cart', at: 95_000, price: 30 },
  { kind: 'basket', at: 130_500 },
  ...views(300, ...evenly(6, 265 - 82, 55)),
  { kind: 'cart', at: 410_000, price: 55 },
  { kind: 'checkout', at: 433_000 },
  { kind: 'checkout', at: 480_000, page: 3 },
  { kind: 'purchase', at: 502_000 },
];
const SECOND: readonly VisitEvent[] = [
  { kind: 'basket', at: 12_000 },
  ...views(100, ...evenly(14, 410, 3.5, 99)),
  { kind: 'cart', at: 260_000, price: 99 },
  ...views(1000, ...evenly(27, 1650 - 410, 0, 240)),
  { kind: 'basket', at: 1_900_000 },
];

/** The visit up to each of its steps. */
const upToSteps = (events: readonly VisitEvent[]): VisitEvent[][] =>
  events.flatMap(({ kind }, at) => (kind === 'view' ? [] : [events.slice(0, at + 1)]));

const shop = { startedAt: 0, medianPrice: 26.66 };
const VISITS: Visit[] = [
  ...upToSteps(FIRST).map((events) => ({
    ...shop,
    hour: 20,
    purchases: 4,
    daysSincePurchase: 21,
    events,
  })),
  ...upToSteps(SECOND).map((events) => ({ ...shop, hour: 9, purchases: 0, events })),
];

test('computes the features that the model was trained with', () => {
  expect(VISITS).toHaveLength(golden.length);
  golden.forEach(({ inputs }, at) => {
    const features = [...(intentFeatures(VISITS[at]!) ?? [])];
    inputs['features']?.data.forEach((value, i) =>
      expect(features[i], `${i}`).toBeCloseTo(value, 4),
    );
  });
});

test('says what the golden cases say', async () => {
  for (const [at, { outputs }] of golden.entries()) {
    const intent = await model.predict(VISITS[at]!);
    expect(intent?.purchase).toBeCloseTo(outputs['purchase']?.data[0] ?? NaN, 3);
    expect(intent?.leave).toBeCloseTo(outputs['leave']?.data[0] ?? NaN, 3);
    expect(Object.values(intent?.stage ?? {}).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(
      1,
      4,
    );
  }
});

test('has no say before the first step of a visit', async () => {
  const visit = { ...shop, hour: 9, purchases: 0, events: views(5, 10, 20) };
  expect(await model.predict(visit)).toBeUndefined();
});

test('counts pages of the checkout by their order, and leaving it', () => {
  const kinds = [
    'cart',
    'checkout',
    'checkout',
    'checkout',
    'checkout',
    'basket',
    'checkout',
  ] as const;
  const events = kinds.map((kind, at): VisitEvent => ({ kind, at: at * 1000 }));
  const stages = events.map(
    (_, at) =>
      (intentFeatures({ ...shop, hour: 0, purchases: 0, events: events.slice(0, at + 1) })?.[12] ??
        0) * 5,
  );
  expect(stages.map(Math.round)).toEqual([0, 2, 3, 4, 4, 1, 2]);
  const features = intentFeatures({ ...shop, hour: 0, purchases: 0, events });
  expect(features?.[17]).toBeCloseTo(Math.log1p(1), 5);
  expect(features?.every(Number.isFinite)).toBe(true);
});
