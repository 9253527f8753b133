import { expect, test } from 'vitest';
import { gradientOf } from './gathered.ts';

const part = (mean: number) => ({ mean: [mean], standardError: [mean / 10] });
const round = (result: object) =>
  ({ reports: 200, result: { kind: 'mean', ...part(1), ...result } }) as unknown as Parameters<
    typeof gradientOf
  >[0];
const ALL = { median: { groups: 16, ...part(2) }, filtered: { leftOut: 3, ...part(3) } };

test.each([
  ['mean', 1],
  ['median', 2],
  ['filtered', 3],
] as const)('the gradient of a round is its %s, where that is wanted', (aggregate, mean) => {
  expect(gradientOf(round(ALL), aggregate)).toEqual({ ...part(mean), reports: 200 });
});

test('where a round has nothing but a mean, that is the gradient', () => {
  expect(gradientOf(round({}), 'filtered')).toEqual({ ...part(1), reports: 200 });
  const counts = { kind: 'counts' };
  expect(() => gradientOf(round(counts), 'mean')).toThrow(TypeError);
});
