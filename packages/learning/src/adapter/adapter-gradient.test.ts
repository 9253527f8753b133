import { expect, test } from 'vitest';
import { adapterGradient } from './adapter-gradient.ts';
import { someAdapterExamples, someAdapterNumbers } from './adapter-examples.contract.ts';

test('is the slope of the loss, by differences', () => {
  const examples = someAdapterExamples(8, 4, 12);
  const numbers = someAdapterNumbers(8);
  const { gradient } = adapterGradient(examples, numbers);
  for (const at of [0, 9, 30, 63]) {
    const lossAt = (step: number): number =>
      adapterGradient(examples, numbers.with(at, (numbers[at] ?? 0) + step)).loss;
    const slope = (lossAt(-1e-5) - lossAt(1e-5)) / 2e-5;
    expect(Math.abs(slope / (gradient[at] ?? 0) - 1)).toBeLessThan(1e-5);
  }
});

test('leads to a lower loss', () => {
  const examples = someAdapterExamples(16);
  const numbers = new Float64Array(256);
  const before = adapterGradient(examples, numbers);
  const after = adapterGradient(
    examples,
    before.gradient.map((slope) => 0.05 * slope),
  );
  expect(after.loss).toBeLessThan(before.loss);
});

test('stays finite where the chosen one was all but impossible', () => {
  const [example] = someAdapterExamples(8, 1, 5);
  const base = Float32Array.of(-5000, 0, 0, 0, 0);
  const { loss, gradient } = adapterGradient([{ ...example!, base }], new Float64Array(64));
  expect(loss).toBeCloseTo(2 * example!.weight, 9);
  expect(gradient.every(Number.isFinite)).toBe(true);
});

test('refuses a number of numbers that no adapter has', () => {
  expect(() => adapterGradient([], new Float64Array(100))).toThrow(
    expect.objectContaining({ code: 'model/shape' }) as Error,
  );
});
