import { expect, test } from 'vitest';
import { threefryKey } from '../../public-randomness/threefry.ts';
import { counterRandom } from '../../random/counter-random.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { codeBookEstimate } from './code-book-estimate.ts';
import { codeBookMoments } from './code-book-moments.ts';
import { WORDS } from './code-book-parameters.ts';
import { codeBookResponse } from './code-book-response.ts';
import { emptyTally, tallyReports } from './code-book-tally.ts';
import { codeBookPlan } from './code-book-weights.ts';
import { bookScores } from './code-words.ts';
import { topPlaces } from './ranked-draw.ts';

const PARAMETERS = { microEpsilon: 4_000_000, dimension: 32, microClip: 2_000_000 };
const CLIP = 2;

const round = (number: number) => threefryKey([number, 5, 6, 7]);

/** Reports of one round about `vector`, drawn from the round's own seed. */
function reports(number: number, count: number, vector: Float64Array | null): number[] {
  const random = counterRandom(1000 + number);
  return Array.from({ length: count }, () =>
    codeBookResponse(random, PARAMETERS, round(number), vector),
  );
}

function estimate(number: number, payloads: number[]) {
  const tally = tallyReports(emptyTally(PARAMETERS), PARAMETERS, round(number), payloads);
  return codeBookEstimate(PARAMETERS, tally, 0.95);
}

const DENSE = Float64Array.from({ length: 32 }, (_, i) => (i % 5) / 8 - 0.2);

/**
 * Four rounds of 400 reports each: 128 intervals of 95 % a vector, of which fewer than 108 hold with a chance
 * of 1e-5. Their squared errors are 128 squares, whose mean lies within 0.5 and 1.6 of what is expected but
 * for a chance of 1e-5. The seeds are fixed.
 */
test.each([
  ['many small numbers', DENSE],
  ['one number as long as the clip', new Float64Array(32).with(31, -CLIP)],
  ['one short number', new Float64Array(32).with(0, CLIP / 4)],
  ['nothing', null],
])('estimates %s within the intervals and with the error that it states', (_, vector) => {
  const count = 400;
  const { gain, along, across } = codeBookMoments(PARAMETERS);
  const truth = vector ?? new Float64Array(32);
  const square = truth.reduce((sum, each) => sum + each * each, 0);
  let within = 0;
  let error = 0;
  for (let number = 0; number < 4; number += 1)
    estimate(number, reports(number, count, vector)).forEach(({ mean, low, high }, i) => {
      within += low <= truth[i]! && truth[i]! <= high ? 1 : 0;
      error += (mean - truth[i]!) ** 2 / 4;
    });
  expect(within).toBeGreaterThanOrEqual(108);
  const spread = square === 0 ? 32 : along + 31 * across;
  const expected = ((CLIP / gain) ** 2 * spread - square) / count;
  expect(error / expected).toBeGreaterThan(0.5);
  expect(error / expected).toBeLessThan(1.6);
});

/** A mean of numbers with its distance from `expected` in standard errors. */
function distance(numbers: number[], expected: number): number {
  const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  const squares = numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return Math.abs(mean - expected) / (Math.sqrt(squares) / numbers.length);
}

/** Mean and mean square of a report along a random direction, given the book, without any draw. */
function alongDirection(
  book: number,
  microEpsilon: number,
  random: RandomSource,
): [number, number] {
  const { top, favoured, other } = codeBookPlan(microEpsilon);
  const [heavy, light] = [Number(favoured), Number(other)];
  const normal = () => random.uint32() + random.uint32() - random.uint32() - random.uint32();
  const vector = Int32Array.from({ length: 128 }, () => normal() / 2 ** 16);
  const length = Math.hypot(...vector);
  const scores = bookScores(round(0), book, vector);
  const places = topPlaces(scores, top, 0);
  let [sum, squares] = [0, 0];
  for (let word = 0; word < WORDS; word += 1) {
    const weight = places[word] === 1 ? heavy : light;
    const score = scores[word]! / length;
    sum += weight * score;
    squares += weight * score * score;
  }
  const total = top * heavy + (WORDS - top) * light;
  return [sum / total, squares / total];
}

/**
 * 400 books lie within 5 standard errors of the formula but for a chance of 1e-6, and tell a tenth apart.
 */
test.each([1_000_000, 4_000_000, 8_000_000])('has the moments of its formula at %s', (epsilon) => {
  const random = counterRandom(9);
  const seen = Array.from({ length: 400 }, (_, book) => alongDirection(book, epsilon, random));
  const gains = seen.map(([sum]) => sum);
  const { gain, along, across } = codeBookMoments({ ...PARAMETERS, microEpsilon: epsilon });
  expect(distance(gains, gain)).toBeLessThan(5);
  expect(distance(gains, gain * 1.1)).toBeGreaterThan(5);
  expect(
    distance(
      seen.map(([, squares]) => squares),
      along,
    ),
  ).toBeLessThan(5);
  expect(along + 127 * across).toBeCloseTo(128, 9);
});
