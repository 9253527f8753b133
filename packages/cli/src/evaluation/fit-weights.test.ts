import { seededRng, type ChannelWeights } from '@sotto/core';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { fitWeights } from './fit-weights.ts';
import { meanNdcg } from './fit-objective.ts';
import { searchWeights, WEIGHT_GRID } from './search-weights.ts';
import { groupByUser } from './sequences.ts';
import { casesOf } from './split.ts';

const drawn = syntheticShop({ users: 60 });
const rows = drawn.sequences.flatMap(({ user, items }) =>
  items.map((id) => ({ user, item: drawn.indexOf(id) })),
);
const sequences = groupByUser(rows);
const cases = casesOf(sequences, 'leave-one-out', 'validation');
const fit = (weights: ChannelWeights) =>
  fitWeights({ ...drawn, weights }, cases, { timed: false, seed: 1, onProgress: () => undefined });

test('improves bad weights, on users that it did not see too', { timeout: 60_000 }, async () => {
  const bad = { ...DEFAULT_WEIGHTS, neighbours: 0, category: 0, popularity: 10 };
  const { before, crossValidated, onTheSame } = await fit(bad);
  expect(crossValidated).toBeGreaterThan(1.5 * before);
  expect(onTheSame).toBeGreaterThanOrEqual(crossValidated);
});

test(
  'keeps the first weight and those of channels that can not be searched',
  { timeout: 60_000 },
  async () => {
    const { weights, searched, spread } = await fit(DEFAULT_WEIGHTS);
    expect(weights.terms).toBe(DEFAULT_WEIGHTS.terms);
    expect(weights.seen).toBe(DEFAULT_WEIGHTS.seen);
    expect(searched).not.toContain('seen');
    expect(Object.keys(spread)).toEqual(searched);
  },
);

test('climbs to the top of a hill that has no other', () => {
  const top = [1, 0.3, 5];
  const objective = (weights: Float64Array) =>
    -top.reduce((sum, want, at) => sum + Math.abs(want - (weights[at] ?? 0)), 0);
  const found = searchWeights(objective, [Float64Array.of(1, 0, 0)], 1, seededRng(1));
  expect([...found.weights]).toEqual(top);
  expect(found.evaluations).toBeGreaterThan(WEIGHT_GRID.length);
});

test('counts a target that nothing tells apart as last', () => {
  const fitCase = { targets: 1, size: 3, values: Float32Array.of(0.5, 0.5, 0.1) };
  expect(meanNdcg([fitCase], Float64Array.of(1))).toBeCloseTo(1 / Math.log2(3), 12);
  expect(meanNdcg([fitCase], Float64Array.of(0))).toBeCloseTo(1 / Math.log2(4), 12);
});
