import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bend } from './bend.ts';
import { CLIP_UNITS, clipVector, squareLength } from './clip-vector.ts';
import { randomSign } from './random-sign.ts';

const clipped = (vector: number[], microClip = 1_000_000): number[] => {
  const units = new Int32Array(vector.length);
  clipVector(Float64Array.from(vector), microClip, units);
  return [...units];
};

test('counts in the clip divided by 2^20', () => {
  expect(clipped([0.5, -0.25, 0])).toEqual([2 ** 19, -(2 ** 18), 0]);
  expect(clipped([1, -0.5, 0], 2_000_000)).toEqual([2 ** 19, -(2 ** 18), 0]);
  expect(clipped([1.4 / 2 ** 20, 1.6 / 2 ** 20, -1.6 / 2 ** 20])).toEqual([1, 2, -2]);
});

test('shortens to the clip what is longer, and keeps its direction', () => {
  expect(clipped([3, 4])).toEqual([Math.round(0.6 * 2 ** 20), Math.round(0.8 * 2 ** 20)]);
  expect(clipped([0.6, 0.8])).toEqual(clipped([3, 4]));
  expect(clipped([-1.7e308, 0])).toEqual([-(2 ** 20), 0]);
  expect(clipped([1.7e308, 1.7e308])).toEqual([741_455, 741_455]);
});

test('leaves zeros behind the vector', () => {
  const units = new Int32Array(4);
  clipVector(Float32Array.from([1, 1]), 1_000_000, units);
  expect([...units]).toEqual([741_455, 741_455, 0, 0]);
});

test.each([
  [NaN, 1],
  [1, NaN],
  [Infinity, 1],
  [0, -Infinity],
  [0, -0],
  [5e-324, 0],
])('makes zero of (%s, %s)', (a, b) => {
  expect(clipped([a, b])).toEqual([0, 0]);
});

test('is never longer than the clip by more than what rounding adds', () => {
  const numbers = fc.array(fc.double(), { minLength: 8, maxLength: 1024 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 1e12 }), (vector, microClip) => {
      const length = Math.sqrt(squareLength(Int32Array.from(clipped(vector, microClip))));
      return length <= CLIP_UNITS + Math.sqrt(vector.length) / 2;
    }),
  );
});

/** The draws at which the sign turns, from 0 to 2^21. */
function turn(square: number): number {
  let low = 0;
  let high = 2 ** 21;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (randomSign({ uint32: () => middle }, square) === -1) low = middle + 1;
    else high = middle;
  }
  return low;
}

test.each([
  ['nothing', 0, 2 ** 20],
  ['half the clip', (2 ** 19) ** 2, 2 ** 19],
  ['a little less than half the clip', (2 ** 19) ** 2 - 1, 2 ** 19 + 1],
  ['the clip', (2 ** 20) ** 2, 0],
  ['a little less than the clip', (2 ** 20) ** 2 - 1, 1],
  ['more than the clip', (2 ** 20 + 16) ** 2, 0],
])('turns the sign in as many of 2^21 draws as %s asks for', (_, square, draws) => {
  expect(turn(square)).toBe(draws);
});

function bendBy(values: number[]): number[] {
  const vector = Int32Array.from(values);
  bend(vector, { numerator: 738, denominator: 1536 });
  return [...vector];
}

test('bends by the share of each coordinate in the squared length', () => {
  // Shares 0.36 and 0.64 of the whole.
  const [a = 0, b = 0] = bendBy([-6_000_000, 8_000_000]);
  expect(a / (-6_000_000 * (1 + (0.36 * 738) / 1536))).toBeCloseTo(1, 3);
  expect(b / (8_000_000 * (1 + (0.64 * 738) / 1536))).toBeCloseTo(1, 3);
  expect(bendBy([0, 0, 0])).toEqual([0, 0, 0]);
  // The longest that can be, in one coordinate: a whole number still, and no overflow.
  expect(bendBy([2 ** 25, 0])).toEqual([2 ** 25 + Math.round((2 ** 25 * 738) / 1536), 0]);
});
