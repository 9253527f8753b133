import { seededRng } from '@sotto/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readLearning, type GivenLearningSettings, type OptimiserSettings } from '../settings.ts';
import { adam } from './adam.ts';
import { stepOf, unlearnt } from './index.ts';
import { momentum } from './momentum.ts';
import { newState } from './optimiser.ts';
import { pool } from './pool.ts';
import { cap, shrink } from './shrink.ts';

type Given = NonNullable<GivenLearningSettings['parts']['fusion']>;

const settingsOf = (fusion: Given): OptimiserSettings =>
  readLearning({ parts: { fusion } })!.parts.fusion!;

const lengthOf = (numbers: readonly number[]): number => Math.hypot(...numbers);

test('momentum adds up what points one way', () => {
  const optimiser = momentum(0.1, 0.5);
  let { state, change } = optimiser.step(newState(2), [1, 0]);
  expect(change).toEqual([0.1, 0]);
  ({ state, change } = optimiser.step(state, [1, 4]));
  expect(change[0]).toBeCloseTo(0.15);
  expect(change[1]).toBeCloseTo(0.4);
  ({ change } = optimiser.step(state, [-1.5, -2]));
  expect(change[0]).toBeCloseTo(-0.075);
  expect(change[1]).toBeCloseTo(0);
});

/** The two steps are computed by hand from algorithm 1 of the paper, with memories of 0.9 and 0.99. */
test('adam goes by the rate where gradients agree, and less far where they do not', () => {
  const optimiser = adam(0.1, 0.9, 0.99);
  const first = optimiser.step(newState(3), [2, -0.001, 0]);
  expect(first.change.map((each) => Number(each.toFixed(5)))).toEqual([0.1, -0.1, 0]);
  const { change } = optimiser.step(first.state, [2, 0.002, 0]);
  expect(change[0]).toBeCloseTo(0.1);
  // Mean 0.00011 / 0.19, squares 4.99e-8 / 0.0199.
  expect(change[1]).toBeCloseTo((0.1 * (0.00011 / 0.19)) / Math.sqrt(4.99e-8 / 0.0199), 4);
  expect(change[2]).toBe(0);
});

describe('a gradient', () => {
  test('is shortened by its noise, and one that noise explains leaves nothing', () => {
    expect(shrink({ mean: [3, 4], standardError: [1, 2] })).toEqual([3 * 0.8, 4 * 0.8]);
    expect(shrink({ mean: [0.3, -0.4], standardError: [0.4, 0.4] }).map(Math.abs)).toEqual([0, 0]);
    expect(shrink({ mean: [0, 0], standardError: [0, 0] })).toEqual([0, 0]);
  });

  /** Positive-part James-Stein, 16 numbers at a standard error of 1: the risk is that of no shrinking at most. */
  test('that is shortened is nearer to the truth on the average', () => {
    const rng = seededRng(3);
    const normal = () =>
      Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
    const standardError = Array<number>(16).fill(1);
    for (const size of [0, 0.5, 1, 3]) {
      let [plain, shortened] = [0, 0];
      for (let trial = 0; trial < 500; trial += 1) {
        const mean = standardError.map(() => size + normal());
        const kept = shrink({ mean, standardError });
        plain += mean.reduce((sum, each) => sum + (each - size) ** 2, 0);
        shortened += kept.reduce((sum, each) => sum + (each - size) ** 2, 0);
      }
      expect(shortened).toBeLessThan(plain);
    }
  });

  test('of several rounds weighs each report alike', () => {
    const pooled = pool([
      { mean: [1, 0], standardError: [0.4, 0.4], reports: 300 },
      { mean: [5, 0], standardError: [0.8, 0], reports: 100 },
    ]);
    expect(pooled.mean).toEqual([2, 0]);
    expect(pooled.standardError[0]).toBeCloseTo(Math.hypot(0.3, 0.2));
    expect(pooled.standardError[1]).toBeCloseTo(0.3);
  });
});

test('a change is never longer than the cap, whatever comes', () => {
  const numbers = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (change, longest) => {
      expect(lengthOf(cap(change, longest))).toBeLessThanOrEqual(longest * (1 + 1e-9));
    }),
  );
  expect(cap([0.3, 0.4], 1)).toEqual([0.3, 0.4]);
});

const gradient = (mean: readonly number[], se = 0) => ({
  mean,
  standardError: mean.map(() => se),
});

describe.each<Given>([
  { kind: 'momentum', rate: 0.3 },
  { kind: 'adam', rate: 0.2 },
])('steps by $kind', (given) => {
  test('come near the top of a hill, and go back to the release when nothing holds them', () => {
    const top = [1, -2, 0.5, 0];
    const settings = settingsOf({ ...given, decay: 0 });
    let learnt = unlearnt(4);
    for (let round = 0; round < 60; round += 1)
      learnt = stepOf(
        settings,
        learnt,
        gradient(top.map((each, at) => each - learnt.numbers[at]!)),
      );
    expect(lengthOf(top.map((each, at) => each - learnt.numbers[at]!))).toBeLessThan(0.15);
    const decays = settingsOf({ ...given, decay: 0.2 });
    const far = lengthOf(learnt.numbers);
    for (let round = 0; round < 60; round += 1) learnt = stepOf(decays, learnt, gradient([0, 0, 0, 0])); // prettier-ignore
    expect(lengthOf(learnt.numbers)).toBeLessThan(0.05 * far);
  });

  test('do nothing where noise explains all, if they are shortened by it', () => {
    const settings = settingsOf({ ...given, shrink: true });
    const { numbers } = stepOf(settings, unlearnt(2), gradient([0.1, 0.1], 1));
    expect(numbers.map(Math.abs)).toEqual([0, 0]);
  });

  test('become shorter as it is set', () => {
    const settings = settingsOf({ ...given, momentum: 0, decay: 0, cap: 100, halfAfter: 2 });
    const lengths: number[] = [];
    let learnt = unlearnt(1);
    for (let at = 0; at < 5; at += 1) {
      const next = stepOf(settings, learnt, gradient([1]));
      lengths.push(next.numbers[0]! - learnt.numbers[0]!);
      learnt = next;
    }
    for (const [steps, length] of lengths.entries())
      expect(length / lengths[0]!).toBeCloseTo(1 / (1 + steps / 2), 3);
  });

  test('are no longer than the cap', () => {
    const settings = settingsOf({ ...given, rate: 100, cap: 0.25 });
    const { numbers } = stepOf(settings, unlearnt(2), gradient([3, 4]));
    expect(lengthOf(numbers)).toBeCloseTo(0.25);
  });
});
