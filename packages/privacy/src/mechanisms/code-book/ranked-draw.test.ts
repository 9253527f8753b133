import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankedDraw, topPlaces } from './ranked-draw.ts';

/** Eight words, two of them favoured by three to one: probabilities 1/4 and 1/12. */
const WEIGHTS = { top: 2, favoured: 3n, other: 1n };

test.each([
  [
    [5, -3, 9, 2, 2, 0, 8, -9],
    [2, 2, 2, 6, 6, 6, 0, 1, 3, 4, 5, 7],
  ],
  [
    [1, 1, 1, 1, 1, 1, 1, 1],
    [0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 7],
  ],
  [
    [0, 7, 7, 3, 7, 2, 1, 6],
    [1, 1, 1, 2, 2, 2, 0, 3, 4, 5, 6, 7],
  ],
])('gives the places of %s by the twelve draws', (scores, places) => {
  const given = places.map((_, draw) =>
    rankedDraw({ uint32: () => draw }, Int32Array.from(scores), WEIGHTS, 0),
  );
  expect(given).toEqual(places);
});

test('gives every draw of a weight to the place that has it', () => {
  const weights = { top: 1, favoured: 6n, other: 2n };
  const places = Array.from({ length: 10 }, (_, draw) =>
    rankedDraw({ uint32: () => draw }, Int32Array.from([1, 2, 0]), weights, 0),
  );
  expect(places).toEqual([1, 1, 1, 1, 1, 1, 0, 0, 2, 2]);
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
