import { expect, test } from 'vitest';
import { type Adjacency, histogramSensitivity, normSensitivity } from './sensitivity.ts';

test('is twice the norm where a contribution is substituted, and the norm where it is left out', () => {
  expect(normSensitivity('substitution', 1.5)).toEqual({ adjacency: 'substitution', distance: 3 });
  expect(normSensitivity('addition-removal', 1.5)).toEqual({
    adjacency: 'addition-removal',
    distance: 1.5,
  });
});

test('is sqrt(2) for a histogram where a cell is substituted, and 1 where it is left out', () => {
  expect(histogramSensitivity('substitution').distance).toBe(Math.SQRT2);
  expect(histogramSensitivity('addition-removal').distance).toBe(1);
});

test.each([
  () => normSensitivity('substitution', 0),
  () => normSensitivity('substitution', -1),
  () => normSensitivity('substitution', NaN),
  () => normSensitivity('addition-removal', Infinity),
  () => normSensitivity('replace' as Adjacency, 1),
  () => histogramSensitivity(undefined as unknown as Adjacency),
])('refuses a norm or an adjacency that is none (%#)', (work) => {
  expect(work).toThrow(expect.objectContaining({ code: 'privacy/parameters' }) as Error);
});
