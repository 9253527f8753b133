import { expect, test } from 'vitest';
import { threefryKey } from '../../public-randomness/threefry.ts';
import { codeBookEstimate } from './code-book-estimate.ts';
import { codeBookError, codeBookMoments } from './code-book-moments.ts';
import { emptyTally, mergeTallies, tallyReports } from './code-book-tally.ts';
import { wordBits } from './code-words.ts';
import { roundSigns } from './rotation.ts';

const PARAMETERS = { microEpsilon: 4_000_000, dimension: 32, microClip: 2_000_000 };
const KEY = threefryKey([1, 5, 6, 7]);

const tally = (payloads: number[]) =>
  tallyReports(emptyTally(PARAMETERS), PARAMETERS, KEY, payloads);

const bitsInCommon = (a: number, b: number) => (a & b).toString(2).replaceAll('0', '').length;

/** A coordinate of a word, rotated back, from the definition. */
function coordinate(payload: number, at: number): number {
  const bits = new Int32Array(4);
  wordBits(KEY, payload >> 10, payload & 1023, bits);
  let sum = 0;
  for (let i = 0; i < 128; i += 1) {
    const sign = ((bits[i >> 5]! >>> (i & 31)) & 1) === 1 ? 1 : -1;
    sum += bitsInCommon(i, at) % 2 === 0 ? sign : -sign;
  }
  return sum * roundSigns(KEY, 128)[at]!;
}

test.each([0, 1023, 1024, 2 ** 22 - 1])('reads the word of payload %s', (payload) => {
  const { reports, sums, squares } = tally([payload]);
  expect(reports).toBe(1);
  expect(sums).toHaveLength(32);
  for (const at of [0, 1, 30, 31]) {
    expect(sums[at]).toBe(coordinate(payload, at));
    expect(squares[at]).toBe(coordinate(payload, at) ** 2);
  }
});

test('sums the words of all reports', () => {
  const { sums, squares } = tally([5, 77_777, 5]);
  const [a, b] = [coordinate(5, 9), coordinate(77_777, 9)];
  expect([sums[9], squares[9]]).toEqual([2 * a + b, 2 * a * a + b * b]);
});

/** From an independent computation with scipy: beta distribution, adaptive quadrature. */
test.each([
  [1, 32, 0.3977752602, 1.160561754, 0.9987357342, 3.012263742e-7],
  [4, 128, 1.508482333, 3.294582134, 0.9819324241, 2.359393644e-6],
  [4, 512, 1.511518521, 3.310665275, 0.9954781501, 2.359393644e-6],
  [8, 1024, 2.69243959, 8.277294473, 0.9928863202, 6.555913271e-5],
])('has the moments of its formula at %s with %s numbers', (epsilon, dimension, ...expected) => {
  const parameters = { microEpsilon: epsilon * 1e6, dimension, microClip: 1 };
  const { gain, along, across, collision } = codeBookMoments(parameters);
  [gain, along, across, collision].forEach((moment, i) =>
    expect(Math.abs(moment / expected[i]! - 1)).toBeLessThan(1e-8),
  );
});

test('estimates by the formulas that it states', () => {
  const sums = new Float64Array(32).fill(128);
  const squares = new Float64Array(32).fill(2 ** 14);
  // Words of 128 / 4 / sqrt(128) on average and of 2^14 / 4 / 128 in the mean square.
  const variance = (4 / 3) * (2 ** 14 / 4 / 128 - 32 ** 2 / 128);
  const estimates = codeBookEstimate(PARAMETERS, { reports: 4, sums, squares }, 0.95);
  expect(estimates).toHaveLength(32);
  for (const { mean, standardError, low, high } of estimates) {
    expect(mean).toBeCloseTo(((2 / 1.508482333) * 32) / Math.sqrt(128), 7);
    const error = (2 / 1.508482333) * Math.sqrt(variance / 4 + 2.359393644e-6);
    expect(standardError).toBeCloseTo(error, 7);
    expect(low).toBeCloseTo(mean - 1.95996398454 * error, 6);
    expect(high).toBeCloseTo(mean + 1.95996398454 * error, 6);
  }
});

/** PrivUnitG with its parameters optimised, from an independent computation with scipy. */
test.each([
  [16, 4, 6.95],
  [64, 1, 405.1188],
  [64, 2, 103.4637],
  [64, 4, 27.8567],
  [64, 8, 8.5026],
  [512, 1, 3240.9808],
  [512, 4, 222.8837],
  [512, 8, 68.0507],
])('errs no more than PrivUnit with %s numbers at epsilon %s', (dimension, epsilon, error) => {
  const parameters = { microEpsilon: epsilon * 1e6, dimension, microClip: 1 };
  expect(codeBookError(parameters) / error).toBeGreaterThan(0.98);
  expect(codeBookError(parameters) / error).toBeLessThan(1.03);
});

test('adds tallies exactly, in any order and any parts', () => {
  const payloads = Array.from({ length: 60 }, (_, i) => (i * 69_621) % 2 ** 22);
  const whole = tally(payloads);
  expect(whole.reports).toBe(60);
  expect(mergeTallies(tally(payloads.slice(0, 7)), tally(payloads.slice(7)))).toEqual(whole);
  const rest = tally(payloads.slice(20));
  expect(tallyReports(rest, PARAMETERS, KEY, payloads.slice(0, 20))).toEqual(whole);
  expect(rest).toEqual(tally(payloads.slice(20)));
  expect(tally(payloads.toReversed())).toEqual(whole);
});

test('states no error below what one and the same vector of all could have', () => {
  const { gain, collision } = codeBookMoments(PARAMETERS);
  const same = tally(Array.from({ length: 50 }, () => 4242));
  for (const { standardError } of codeBookEstimate(PARAMETERS, same, 0.95))
    expect(standardError).toBeCloseTo((2 / gain) * Math.sqrt(collision), 9);
});

const refusal = expect.objectContaining({ code: 'privacy/parameters' }) as Error;

test.each([-1, 2 ** 22, 0.5, NaN])('refuses a payload of %s', (payload) => {
  expect(() => tally([1, payload])).toThrow(refusal);
});

test('refuses to estimate from one report, or for another dimension', () => {
  expect(() => codeBookEstimate(PARAMETERS, tally([1]), 0.95)).toThrow(refusal);
  expect(codeBookEstimate(PARAMETERS, tally([1, 2]), 0.95)).toHaveLength(32);
  const other = { ...PARAMETERS, dimension: 33 };
  expect(() => codeBookEstimate(other, tally([1, 2]), 0.95)).toThrow(refusal);
  expect(() => tallyReports(tally([1, 2]), other, KEY, [3])).toThrow(refusal);
  expect(() => mergeTallies(tally([1]), emptyTally(other))).toThrow(refusal);
  const squares = new Float64Array(31);
  const short = { ...tally([1, 2]), sums: squares };
  expect(() => codeBookEstimate(PARAMETERS, short, 0.95)).toThrow(refusal);
  expect(() => codeBookEstimate(PARAMETERS, { ...tally([1, 2]), squares }, 0.95)).toThrow(refusal);
  const invalid = { ...PARAMETERS, microClip: 0 };
  expect(() => tallyReports(tally([1]), invalid, KEY, [3])).toThrow(refusal);
  expect(() => emptyTally({ ...PARAMETERS, dimension: 7 })).toThrow(refusal);
  expect(() => codeBookMoments({ ...PARAMETERS, dimension: 7 })).toThrow(refusal);
});
