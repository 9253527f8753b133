import { expect, test } from 'vitest';
import { counterRandom } from '../../random/counter-random.ts';
import { rankedDraw, topPlaces } from './ranked-draw.ts';

/** Eight words, two of them favoured by three to one: probabilities 1/4 and 1/12. */
const WEIGHTS = { top: 2, favoured: 3n, other: 1n };
const TOTAL = 12;

/** How many of the 12 draws give each place. */
function drawsPerPlace(scores: Int32Array): number[] {
  const draws = Array.from(scores, () => 0);
  for (let draw = 0; draw < TOTAL; draw += 1)
    draws[rankedDraw({ uint32: () => draw }, scores, WEIGHTS, 0)]! += 1;
  return draws;
}

function* permutations(values: number[]): Generator<number[]> {
  if (values.length === 0) yield [];
  for (const [at, first] of values.entries())
    for (const rest of permutations(values.toSpliced(at, 1))) yield [first, ...rest];
}

test('favours the two best of eight words in every order', () => {
  let orders = 0;
  let right = 0;
  for (const order of permutations([0, 1, 2, 3, 4, 5, 6, 7])) {
    const places = topPlaces(Int32Array.from(order), 2, 0);
    orders += 1;
    right += order.every((score, at) => places[at] === (score >= 6 ? 1 : 0)) ? 1 : 0;
  }
  expect([orders, right]).toEqual([40_320, 40_320]);
});

test('gives a favoured word three draws of twelve and every other one, wherever they are', () => {
  for (let best = 0; best < 8; best += 1)
    for (let second = 0; second < 8; second += 1) {
      if (best === second) continue;
      const scores = Int32Array.from({ length: 8 }, (_, at) =>
        at === best ? 9 : at === second ? 8 : (at * 5) % 8,
      );
      expect(drawsPerPlace(scores)).toEqual(
        Array.from(scores, (_, at) => (at === best || at === second ? 3 : 1)),
      );
    }
});

test('favours exactly two of eight words however many are equal, the earlier of equal ones', () => {
  for (let pattern = 0; pattern < 3 ** 8; pattern += 1) {
    const scores = Int32Array.from({ length: 8 }, (_, at) => Math.floor(pattern / 3 ** at) % 3);
    const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, 2);
    const places = topPlaces(scores, 2, 0);
    expect([...places.keys()].filter((at) => places[at] === 1)).toEqual(
      best.toSorted((a, b) => a - b),
    );
  }
});

/** Seed 3. Chi-square of 7 degrees of freedom lies below 33 but for a chance of 3e-5. */
test('draws with the probabilities that enumeration gives', () => {
  const random = counterRandom(3);
  const scores = Int32Array.from([5, -3, 9, 2, 2, 0, 8, -9]);
  const counts = Array.from(scores, () => 0);
  for (let i = 0; i < 12_000; i += 1) counts[rankedDraw(random, scores, WEIGHTS, 0)]! += 1;
  const expected = [1000, 1000, 3000, 1000, 1000, 1000, 3000, 1000];
  const chiSquare = counts.reduce(
    (sum, n, at) => sum + (n - expected[at]!) ** 2 / expected[at]!,
    0,
  );
  expect(chiSquare).toBeLessThan(33);
});

test('favours no worse word whatever the mask, and of eight equal ones each equally often', () => {
  const scores = Int32Array.from([4, 1, 4, 4, 0, 4, 4, 9]);
  const often = Array.from(scores, () => 0);
  for (let mask = 0; mask < 8; mask += 1)
    topPlaces(scores, 3, mask).forEach((place, at) => (often[at]! += place));
  expect(often[7]).toBe(8);
  expect([often[1], often[4]]).toEqual([0, 0]);
  const zeros = Array.from({ length: 8 }, () => 0);
  for (let mask = 0; mask < 8; mask += 1)
    topPlaces(new Int32Array(8), 3, mask).forEach((place, at) => (zeros[at]! += place));
  expect(zeros).toEqual(Array(8).fill(3));
});
