import { expect, test } from 'vitest';
import { rankedDraw } from './ranked-draw.ts';

/** Eight words, two of them favoured by three to one: probabilities 1/4 and 1/12. */
const WEIGHTS = { top: 2, favoured: 3n, other: 1n };
const TOTAL = 12;

/** How many of the 12 draws give each place. */
function drawsPerPlace(scores: Int32Array): number[] {
  const draws = Array.from(scores, () => 0);
  for (let draw = 0; draw < TOTAL; draw += 1)
    draws[rankedDraw({ uint32: () => draw }, scores, WEIGHTS)]! += 1;
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

test('favours exactly two of eight words however many are equal, the earlier of equal ones', () => {
  for (let pattern = 0; pattern < 3 ** 8; pattern += 1) {
    const scores = Int32Array.from({ length: 8 }, (_, at) => Math.floor(pattern / 3 ** at) % 3);
    const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b).slice(0, 2);
    expect(drawsPerPlace(scores)).toEqual(
      Array.from(scores, (_, at) => (best.includes(at) ? 3 : 1)),
    );
  }
});
