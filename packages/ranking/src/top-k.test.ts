import fc from 'fast-check';
import { expect, test } from 'vitest';
import { topK } from './top-k.ts';

const score = fc.oneof(
  fc.constantFrom(-Infinity, Number.NaN, 0, 1),
  fc.float({ noNaN: true, min: -5, max: 5 }),
);

test('gives what sorting everything would give', () => {
  fc.assert(
    fc.property(fc.array(score), fc.nat(20), fc.nat(3), (values, k, skip) => {
      const scores = Float32Array.from(values);
      const accept = (item: number) => item % 4 !== skip;
      const sorted = [...scores.keys()]
        .filter((item) => accept(item) && (scores[item] ?? 0) > -Infinity)
        .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
      expect(topK(scores, k, accept)).toEqual(sorted.slice(0, k));
    }),
  );
});

test('gives nothing where nothing is wanted', () => {
  expect(topK(Float32Array.of(1, 2), 0)).toEqual([]);
});
