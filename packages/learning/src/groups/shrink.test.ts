import { seededRng, type Rng } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shrunkLifts } from './shrink.ts';

const normal = (rng: Rng): number =>
  Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());

const noisy = (truth: Float64Array, standardError: number, rng: Rng) => ({
  counts: truth.map((each) => each + standardError * normal(rng)),
  standardError,
});

const equal = (count: number, each: number): Float64Array => new Float64Array(count).fill(each);

/** Fixed seed, 40 rounds. What noise alone makes of 200 lifts is less than a sixth of the noise. */
test('makes next to nothing of noise', () => {
  const rng = seededRng(1);
  const expected = equal(200, 50);
  let squares = 0;
  for (let round = 0; round < 40; round += 1)
    for (const lift of shrunkLifts(noisy(expected, 50, rng), expected)) squares += (lift - 1) ** 2;
  expect(Math.sqrt(squares / 8_000)).toBeLessThan(1 / 6);
});

test('leaves counts without noise as they are', () => {
  const counts = Float64Array.of(10, 30, 0, 80);
  const lifts = shrunkLifts({ counts, standardError: 0 }, equal(4, 30));
  expect([...lifts].map((lift) => Math.round(30 * lift))).toEqual([10, 30, 0, 80]);
});

/** Fixed seed, 20 rounds at each size of noise. */
test.each([5, 20, 60])(
  'errs less than counts themselves and than no counts, at noise %s',
  (error) => {
    const rng = seededRng(2);
    const expected = Float64Array.from({ length: 300 }, (_, at) => 20 + (at % 7) * 10);
    const truth = expected.map((each) => each * Math.max(0, 1 + 0.6 * normal(rng)));
    const losses = { shrunk: 0, counted: 0, none: 0 };
    for (let round = 0; round < 20; round += 1) {
      const own = noisy(truth, error, rng);
      const lifts = shrunkLifts(own, expected);
      truth.forEach((each, at) => {
        losses.shrunk += (lifts[at]! * expected[at]! - each) ** 2;
        losses.counted += (own.counts[at]! - each) ** 2;
        losses.none += (expected[at]! - each) ** 2;
      });
    }
    expect(losses.shrunk).toBeLessThan(losses.counted);
    expect(losses.shrunk).toBeLessThan(losses.none);
  },
);

test('lies between 1 and what was counted, at 0 or above', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const expectation = fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e6, noNaN: true }));
  const cell = fc.tuple(number, expectation);
  const error = fc.double({ min: 0, max: 1e5, noNaN: true });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), error, (cells, standardError) => {
      const counts = Float64Array.from(cells, ([count]) => count);
      const expected = Float64Array.from(cells, ([, each]) => each);
      shrunkLifts({ counts, standardError }, expected).forEach((lift, at) => {
        const counted = expected[at] === 0 ? 1 : Math.max(0, counts[at]! / expected[at]!);
        expect(lift).toBeGreaterThanOrEqual(Math.min(1, counted) - 1e-9);
        expect(lift).toBeLessThanOrEqual(Math.max(1, counted) * (1 + 1e-9));
      });
    }),
    { seed: 1 },
  );
});
