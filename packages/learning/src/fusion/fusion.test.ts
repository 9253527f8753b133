import { CHANNEL_NAMES, seededRng, type ChannelWeights } from '@sotto/core';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawExamples } from '../../test/drawn-examples.ts';
import {
  FUSION_CHANNELS,
  FUSION_DIMENSION,
  FUSION_SHARPNESS,
  fusionGradient,
  fusionLoss,
  fusionWeights,
  weightScale,
  type ChoiceExample,
} from '../index.ts';

const weightsOf = (value: (at: number) => number): ChannelWeights =>
  Object.fromEntries(CHANNEL_NAMES.map((name, at) => [name, value(at)])) as ChannelWeights;

const columns = FUSION_CHANNELS.length;
/** Weights so far above 0 that no number of these tests reaches it. */
const prior = weightsOf((at) => 1 + (at % 3) / 4);
const zeros = new Float64Array(FUSION_DIMENSION);

const numbers = fc.array(fc.double({ min: -0.04, max: 0.04, noNaN: true }), {
  minLength: FUSION_DIMENSION,
  maxLength: FUSION_DIMENSION,
});
const anyWeights = fc
  .array(
    fc.double({ min: -10, max: 10, noNaN: true }).map((each) => each + 0),
    { minLength: columns, maxLength: columns },
  )
  .map((values) => weightsOf((at) => values[at] ?? 0));
const examples = fc
  .record({ seed: fc.nat(1000), count: fc.integer({ min: 1, max: 5 }) })
  .map(({ seed, count }) =>
    drawExamples(seededRng(seed), { count, size: 12, weights: prior, sharpness: 1 }).map(
      (example, at) => ({ ...example, weight: 1 + at / 2 }),
    ),
  );

test('zeros are the shop as it is, to the last bit', () => {
  fc.assert(
    fc.property(anyWeights, (weights) => {
      expect(fusionWeights(weights, zeros)).toEqual(weights);
      expect(fusionWeights(weights, zeros, zeros)).toEqual(weights);
      expect(fusionWeights(weights, [])).toEqual(weights);
    }),
  );
});

test('no weight but that of what was seen falls below 0', () => {
  const least = fusionWeights(DEFAULT_WEIGHTS, new Float64Array(FUSION_DIMENSION).fill(-100));
  for (const name of FUSION_CHANNELS) {
    if (name === 'seen') expect(least[name]).toBeLessThan(-1);
    else expect(least[name]).toBe(0);
  }
});

test('takes what is not finite, and what is missing, for 0', () => {
  const broken = [NaN, Infinity, -Infinity, ...zeros.subarray(3)];
  expect(fusionWeights(DEFAULT_WEIGHTS, broken)).toEqual(DEFAULT_WEIGHTS);
  expect(fusionWeights(DEFAULT_WEIGHTS, [1]).terms).toBeGreaterThan(DEFAULT_WEIGHTS.terms);
});

test('the gradient is that of the loss, by finite differences', () => {
  fc.assert(
    fc.property(examples, numbers, (drawn, at) => {
      const gradient = fusionGradient(drawn, prior, at);
      for (let i = 0; i < columns; i++) {
        const loss = (step: number) =>
          fusionLoss(
            drawn,
            prior,
            at.map((each, j) => (i === j ? each + step : each)),
          ) ?? NaN;
        expect(gradient?.[i]).toBeCloseTo((loss(-1e-5) - loss(1e-5)) / 2e-5, 4);
      }
    }),
    { numRuns: 30 },
  );
});

test('numbers behind the channels have no part in it', () => {
  const drawn = drawExamples(seededRng(1), { count: 3, weights: prior, sharpness: 1 });
  const gradient = fusionGradient(drawn, prior, zeros);
  expect(gradient).toHaveLength(FUSION_DIMENSION);
  expect([...(gradient ?? [])].slice(columns)).toEqual([0, 0, 0]);
});

/** The same example with its other candidates in the opposite order. */
function turned(example: ChoiceExample): ChoiceExample {
  const rows = Array.from({ length: example.size }, (_, i) =>
    example.values.slice(i * columns, (i + 1) * columns),
  );
  const [first = new Float32Array(), ...others] = rows;
  const values = Float32Array.from([first, ...others.toReversed()].flatMap((row) => [...row]));
  return { ...example, values };
}

test('the order of candidates and of examples does not matter', () => {
  fc.assert(
    fc.property(examples, numbers, (drawn, at) => {
      const gradient = fusionGradient(drawn, prior, at);
      const other = fusionGradient(drawn.map(turned).toReversed(), prior, at);
      for (let i = 0; i < columns; i++) expect(other?.[i]).toBeCloseTo(gradient?.[i] ?? NaN, 9);
    }),
    { numRuns: 30 },
  );
});

test('a shop whose weights are all larger learns the same numbers', () => {
  fc.assert(
    fc.property(
      examples,
      numbers,
      fc.double({ min: 0.1, max: 20, noNaN: true }),
      (drawn, at, scale) => {
        const larger = weightsOf((i) => scale * prior[CHANNEL_NAMES[i] ?? 'terms']);
        const gradient = fusionGradient(drawn, prior, at);
        const other = fusionGradient(drawn, larger, at);
        for (let i = 0; i < columns; i++) expect(other?.[i]).toBeCloseTo(gradient?.[i] ?? NaN, 6);
        const moved = fusionWeights(prior, at);
        const movedLarger = fusionWeights(larger, at);
        for (const name of FUSION_CHANNELS)
          expect(movedLarger[name] / scale).toBeCloseTo(moved[name], 6);
      },
    ),
    { numRuns: 30 },
  );
});

test('finds the weights of a shopper who is known', () => {
  const start = { ...DEFAULT_WEIGHTS, semantic: 0.5, category: 0.3, price: 0.3, neighbours: 0 };
  const wanted = [-0.8, 0.6, 0, 1, 0, -0.5, 0, 1];
  const weights = fusionWeights(start, wanted);
  // The loss is least where P is the square of the chance, up to a factor: the same order, half as sharp.
  const sharpness = FUSION_SHARPNESS / weightScale(start) / 2;
  const draw = (seed: number) =>
    drawExamples(seededRng(seed), { count: 800, size: 20, weights, sharpness });
  const found = new Float64Array(FUSION_DIMENSION);
  const drawn = draw(5);
  for (let step = 0; step < 60; step++)
    fusionGradient(drawn, start, found)?.forEach((slope, at) => (found[at]! += 2 * slope));
  const later = draw(6);
  const gain = (numbers: ArrayLike<number>): number =>
    (fusionLoss(later, start, zeros) ?? NaN) - (fusionLoss(later, start, numbers) ?? NaN);
  expect(gain(wanted)).toBeGreaterThan(0.02);
  expect(gain(found)).toBeGreaterThan(0.8 * gain(wanted));
});

test('tells nothing where there is nothing, or nothing finite', () => {
  expect(fusionGradient([], prior, zeros)).toBeNull();
  expect(fusionLoss([], prior, zeros)).toBeNull();
  const drawn = drawExamples(seededRng(2), { count: 2, weights: prior, sharpness: 1 });
  for (const broken of [NaN, Infinity, -Infinity])
    for (const place of [0, 3 * columns]) {
      const [first, second] = drawn;
      if (first === undefined || second === undefined) throw new Error('two were drawn');
      const values = first.values.slice();
      values[place] = broken;
      const hurt = [{ ...first, values }, second];
      const gradient = fusionGradient(hurt, prior, zeros);
      expect(gradient === null || gradient.every(Number.isFinite)).toBe(true);
      const loss = fusionLoss(hurt, prior, zeros);
      expect(loss === null || Number.isFinite(loss)).toBe(true);
    }
});
