import fc from 'fast-check';
import { expect, test } from 'vitest';
import { counterRandom } from '../../random/counter-random.ts';
import { rankedDraw, topPlaces } from './ranked-draw.ts';

/** Eight words, two of them favoured by three to one: probabilities 1/4 and 1/12. */
const WEIGHTS = { top: 2, favoured: 3n, other: 1n };
const TOTAL = 12;

/** How many of the 12 draws give each place. */
function drawsPerPlace(scores: Int32Array, mask = 0): number[] {
  const draws = Array.from(scores, () => 0);
  for (let draw = 0; draw < TOTAL; draw += 1)
    draws[rankedDraw({ uint32: () => draw }, scores, WEIGHTS, mask)]! += 1;
  return draws;
}

function* permutations(values: number[]): Generator<number[]> {
  if (values.length === 0) yield [];
  for (const [at, first] of values.entries())
    for (const rest of permutations(values.toSpliced(at, 1))) yield [first, ...rest];
}

test('gives the two best of eight words three draws of twelve in every order, the others one', () => {
  let orders = 0;
  let exact = 0;
  for (const order of permutations([0, 1, 2, 3, 4, 5, 6, 7])) {
    const draws = drawsPerPlace(Int32Array.from(order));
    orders += 1;
    exact += order.every((score, at) => draws[at] === (score >= 6 ? 3 : 1)) ? 1 : 0;
  }
  expect([orders, exact]).toEqual([40_320, 40_320]);
});

test('favours exactly two of eight words however many are equal, of equal ones by the mask', () => {
  for (let pattern = 0; pattern < 3 ** 8; pattern += 1) {
    const scores = Int32Array.from({ length: 8 }, (_, at) => Math.floor(pattern / 3 ** at) % 3);
    const mask = pattern % 8;
    const best = [...scores.keys()]
      .sort((a, b) => scores[b]! - scores[a]! || (a ^ mask) - (b ^ mask))
      .slice(0, 2);
    expect(drawsPerPlace(scores, mask)).toEqual(
      Array.from(scores, (_, at) => (best.includes(at) ? 3 : 1)),
    );
  }
});

test('ranks scores of any size', () => {
  const score = fc.oneof(
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.constantFrom(-(2 ** 31), -1, 0, 1, 2 ** 31 - 1),
  );
  fc.assert(
    fc.property(fc.array(score, { minLength: 3, maxLength: 40 }), fc.nat(), (values, seed) => {
      const top = 1 + (seed % (values.length - 1));
      const scores = Int32Array.from(values);
      const places = topPlaces(scores, top, 0);
      const best = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b);
      expect([...places.keys()].filter((at) => places[at] === 1)).toEqual(
        best.slice(0, top).sort((a, b) => a - b),
      );
    }),
  );
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
