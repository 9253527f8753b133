import { seededRng } from '@sotto/core';
import { expect, test } from 'vitest';
import { endFigures, endValue, type MeasuredArm } from './end-figures.ts';

const own = (...numbers: number[]): MeasuredArm => {
  const values = Float32Array.from(numbers);
  return { values, base: values };
};

test('gains on the same shoppers are surer than what shoppers differ in', () => {
  const rng = seededRng(4);
  const shoppers = 200;
  // Two occasions of each shopper; the second arm is a hundredth better on each, whoever it is.
  const level = Array.from({ length: shoppers }, () => rng.next());
  const shopperOf = Array.from({ length: 2 * shoppers }, (_, at) => at % shoppers);
  const prior = own(...shopperOf.map((shopper) => level[shopper]!));
  const better = own(...prior.values.map((value) => value + 0.01));
  const central = own(...prior.values.map((value) => value + 0.02));
  const [, found] = endFigures([[prior], [better], [central]], [0, 0, 0], shopperOf, 1);
  expect(found!.gain.mean).toBeCloseTo(0.01, 5);
  expect(found!.gain.low).toBeCloseTo(0.01, 5);
  expect(found!.gap.low).toBeCloseTo(0.5, 3);
  // The standard error of a mean of 200 numbers drawn from 0 to 1, each twice, is 1 / sqrt(12 * 200).
  const width = found!.ndcg.high - found!.ndcg.low;
  expect(width * Math.sqrt(12 * shoppers)).toBeGreaterThan(3.2);
  expect(width * Math.sqrt(12 * shoppers)).toBeLessThan(4.7);
});

test('what was left out is as in the base, and as much better as what was ranked', () => {
  const base = own(0.1, 0.2, 0.3, 0.4);
  const trained: MeasuredArm = {
    values: Float32Array.of(NaN, 0.3, NaN, 0.6),
    base: base.values,
  };
  expect(endValue(trained, [true, true, true, true])).toBeCloseTo(0.25 + 0.15, 6);
  expect(endValue(trained, [true, true, false, false])).toBeCloseTo(0.15 + 0.1, 6);
  expect(endValue(trained, [true, false, true, false])).toBeCloseTo(0.2, 6);
});

const armsWith = (last: number) => [[own(0.1, 0.3, last)], [own(0.2, 0.5, last)]];

test('occasions that do not count change nothing', () => {
  const [one, other] = [0, 1].map((last) => endFigures(armsWith(last), [0, 0], [0, 1, -1], 1));
  expect(other).toEqual(one);
  expect(one![1]!.gain.mean).toBeCloseTo(0.15, 6);
});
