import { seededRng } from '@sotto/core';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawExamples } from '../../test/drawn-examples.ts';
import { FUSION_CHANNELS, vote } from '../index.ts';

const good = { ...DEFAULT_WEIGHTS, terms: 1, brand: 1 };
const bad = { ...DEFAULT_WEIGHTS, terms: 0, brand: 0, price: 1 };
const drawn = drawExamples(seededRng(1), { count: 20, weights: good, sharpness: 20 });

test('is for the version that puts the choices higher', () => {
  expect(vote(drawn, bad, good)).toBe(3);
  expect(vote(drawn, good, bad)).toBe(1);
});

test('says the same of versions that order alike', () => {
  expect(vote(drawn, good, good)).toBe(2);
  const twice = Object.fromEntries(
    Object.entries(good).map(([name, weight]) => [name, 2 * weight]),
  ) as unknown as typeof good;
  expect(vote(drawn, good, twice)).toBe(2);
});

test('of two opposite comparisons one is for, the other against', () => {
  const weights = fc
    .array(fc.double({ min: 0, max: 2, noNaN: true }), {
      minLength: FUSION_CHANNELS.length,
      maxLength: FUSION_CHANNELS.length,
    })
    .map(
      (values) =>
        Object.fromEntries(
          FUSION_CHANNELS.map((name, at) => [name, values[at]]),
        ) as unknown as typeof good,
    );
  fc.assert(
    fc.property(weights, weights, fc.nat(20), (one, other, count) => {
      const some = drawn.slice(0, count);
      expect(vote(some, one, other) + vote(some, other, one)).toBe(count === 0 ? 0 : 4);
    }),
  );
});

test('compares each version by its own values', () => {
  const blind = drawn.map((example) => ({
    ...example,
    values: example.values.map((value, at) => (at < FUSION_CHANNELS.length ? 0 : value)),
  }));
  expect(vote(drawn, good, good, blind)).toBe(1);
  expect(vote(blind, good, good, drawn)).toBe(3);
});

test('tells nothing where there is nothing, or nothing finite', () => {
  expect(vote([], good, bad)).toBe(0);
  expect(vote(drawn, good, bad, [])).toBe(0);
  const broken = drawn.map((example) => ({ ...example, values: example.values.map(() => NaN) }));
  expect(vote(broken, good, bad)).toBe(0);
});
