import { seededRng } from '@sotto/core';
import { intentFeatures, type Visit } from '@sotto/inference';
import { expect, test } from 'vitest';
import { intentGradient, intentLoss, type IntentVisit } from './intent-gradient.ts';
import { applyIntentHead, INTENT_DIMENSION } from './intent-head.ts';
import { intentVisit } from './intent-visit.ts';
import { INTENT_FEATURES } from './standardise.ts';

const rng = seededRng(4);
const row = (): Float32Array =>
  Float32Array.from({ length: INTENT_FEATURES }, () => 3 * rng.next());
const logit = (chance: number): number => Math.log(chance / (1 - chance));
const ZEROS = new Float64Array(INTENT_DIMENSION);
const numbers = ZEROS.map(() => rng.next() - 0.5);

function visits(count: number): IntentVisit[] {
  return Array.from({ length: count }, (_, at) => {
    const steps = 1 + (at % 4);
    return {
      features: Float32Array.from({ length: steps * INTENT_FEATURES }, () => 3 * rng.next()),
      chances: Float32Array.from({ length: steps }, () => rng.next()),
      bought: rng.next() < 0.5,
    };
  });
}

test('numbers of 0 give the chance of the model back, to the last bit', () => {
  for (const chance of [0, 1e-9, 0.1, 1 / 3, 0.9999999, 1])
    expect(applyIntentHead(chance, row(), ZEROS)).toBe(chance);
});

test('gain stretches the logit, bias moves it, and a weight follows its feature', () => {
  const features = row();
  const of = (at: number, value: number, each = features): number =>
    logit(applyIntentHead(0.3, each, ZEROS.with(at, value)));
  expect(of(0, 0.5)).toBeCloseTo(1.5 * logit(0.3), 9);
  expect(of(1, -2)).toBeCloseTo(logit(0.3) - 2, 9);
  // Feature 0 has the mean 5.874 and the deviation 2.179.
  expect(of(2, 0.7, features.with(0, 5.874 + 2.179))).toBeCloseTo(
    logit(0.3) + 0.7 / Math.sqrt(30),
    5,
  );
  expect(of(2, 0.7, features.with(0, 1000))).toBeCloseTo(logit(0.3) + 2.1 / Math.sqrt(30), 9);
  expect(of(2, 0.7, features.with(0, Number.NaN))).toBeCloseTo(logit(0.3), 9);
});

test('a chance of 0 or 1 stays finite and inside', () => {
  const chance = applyIntentHead(1, row(), ZEROS.with(1, -5));
  expect(chance).toBeGreaterThan(0.9);
  expect(chance).toBeLessThan(1);
});

test('the gradient is the slope of the log-likelihood, by differences', () => {
  const some = visits(6);
  const gradient = intentGradient(some, numbers);
  for (let at = 0; at < INTENT_DIMENSION; at++) {
    const lossAt = (step: number): number =>
      intentLoss(some, numbers.with(at, (numbers[at] ?? 0) + step));
    expect((lossAt(-1e-5) - lossAt(1e-5)) / 2e-5).toBeCloseTo(gradient?.[at] ?? Number.NaN, 6);
  }
});

test('what a step counts does not depend on what comes after it', () => {
  const [visit] = visits(4).slice(3);
  const upTo = (steps: number): Float64Array =>
    intentGradient(
      [
        {
          ...visit!,
          features: visit!.features.subarray(0, steps * INTENT_FEATURES),
          chances: visit!.chances.subarray(0, steps),
        },
      ],
      numbers,
    ) ?? ZEROS;
  const last = (steps: number): Float64Array =>
    intentGradient(
      [
        {
          ...visit!,
          features: visit!.features.subarray(
            (steps - 1) * INTENT_FEATURES,
            steps * INTENT_FEATURES,
          ),
          chances: visit!.chances.subarray(steps - 1, steps),
        },
      ],
      numbers,
    ) ?? ZEROS;
  for (const steps of [2, 3, 4])
    upTo(steps).forEach((slope, at) =>
      expect(slope).toBeCloseTo(upTo(steps - 1)[at]! + last(steps)[at]! / steps, 9),
    );
});

test('the newest 20 visits count', () => {
  const many = visits(25);
  expect(intentGradient(many, numbers)).toEqual(intentGradient(many.slice(5), numbers));
});

test('tells nothing without a step', () => {
  expect(intentGradient([], ZEROS)).toBeNull();
  const empty = { features: new Float32Array(), chances: new Float32Array(), bought: true };
  expect(intentGradient([empty], ZEROS)).toBeNull();
});

test('refuses numbers, features and visits of another shape', () => {
  const shape = expect.objectContaining({ code: 'model/shape' }) as Error;
  expect(() => applyIntentHead(0.5, row(), new Float64Array(31))).toThrow(shape);
  expect(() => applyIntentHead(0.5, row().subarray(1), ZEROS.with(0, 1))).toThrow(shape);
  expect(() => applyIntentHead(0.5, row(), ZEROS.with(3, Number.NaN))).toThrow(shape);
  const [visit] = visits(1);
  expect(() => intentGradient([{ ...visit!, features: row().subarray(2) }], ZEROS)).toThrow(shape);
});

test('a visit counts up to its order, each step as the model saw it', async () => {
  const visit: Visit = {
    startedAt: 0,
    hour: 12,
    purchases: 0,
    medianPrice: 20,
    events: [
      { kind: 'view', at: 1000, price: 10 },
      { kind: 'cart', at: 2000, price: 10 },
      { kind: 'checkout', at: 3000 },
      { kind: 'purchase', at: 4000 },
      { kind: 'cart', at: 5000, price: 10 },
    ],
  };
  const seen: number[] = [];
  const result = await intentVisit(visit, async ({ events }) => {
    seen.push(events.length);
    return events.length / 10;
  });
  expect(seen).toEqual([2, 3]);
  expect(result.bought).toBe(true);
  expect([...result.chances]).toEqual([expect.closeTo(0.2, 6), expect.closeTo(0.3, 6)]);
  expect(result.features.subarray(0, INTENT_FEATURES)).toEqual(
    intentFeatures({ ...visit, events: visit.events.slice(0, 2) }),
  );
});
