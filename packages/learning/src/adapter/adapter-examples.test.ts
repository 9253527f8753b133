import { seededRng } from '@sotto/core';
import { DEFAULT_WEIGHTS, profileOfItems, Scorer } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { choiceExamples } from '../choice/choice-examples.ts';
import { FUSION_SHARPNESS } from '../fusion/fusion-gradient.ts';
import { weightScale } from '../fusion/fusion-weights.ts';
import { adapterExamples, withAdapter } from './adapter-examples.ts';
import { adapterGradient } from './adapter-gradient.ts';

const { catalog } = syntheticShop();
const vectors = catalog.vectors!;
const history = [3, 17, 41, 8].map((item, at) => ({
  item,
  kind: 'view' as const,
  at: at * 60_000,
}));
const weights = withAdapter(DEFAULT_WEIGHTS, DEFAULT_WEIGHTS);
const rng = seededRng(9);
const numbers = Array.from({ length: 64 }, () => rng.next() - 0.5);
const examples = await choiceExamples(history, { catalog }, { rng });

test('an adapter scores candidates as its channel does', () => {
  const [example] = examples;
  const [seen] = adapterExamples(examples, vectors, weights, DEFAULT_WEIGHTS, 8);
  const shop = { ...catalog, adapter: { rank: 8, numbers } };
  const { profile, items, at } = example!;
  const page = { kind: 'home', basket: [] };
  const scores = new Scorer(shop).score({ profile, page, now: at }, weights);
  const sharpness = FUSION_SHARPNESS / weightScale(DEFAULT_WEIGHTS);
  for (const [place, item] of items.entries()) {
    let sum = seen!.base[place]!;
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 8; j++)
        sum += seen!.profile[i]! * numbers[i * 8 + j]! * seen!.candidates[place * 8 + j]!;
    expect(sum).toBeCloseTo(sharpness * scores[item]! + example!.standsFor[place]!, 4);
  }
});

test('a step along the gradient moves the chosen ones up', () => {
  const seen = adapterExamples(examples, vectors, weights, DEFAULT_WEIGHTS, 8);
  const before = adapterGradient(seen, new Float64Array(64));
  const after = adapterGradient(
    seen,
    before.gradient.map((slope) => 0.01 * slope),
  );
  expect(after.loss).toBeLessThan(before.loss);
  expect(seen.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 6);
});

test('tells nothing where vectors are shorter than what it reads, and of nobody’s interest', () => {
  expect(adapterExamples(examples, vectors, weights, DEFAULT_WEIGHTS, 32)).toEqual([]);
  const strangers = examples.map((example) => ({ ...example, profile: profileOfItems([]) }));
  const seen = adapterExamples(strangers, vectors, weights, DEFAULT_WEIGHTS, 8);
  const { gradient } = adapterGradient(seen, numbers);
  expect(gradient.every((slope) => Math.abs(slope) === 0)).toBe(true);
});
