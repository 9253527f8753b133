import { expect, test } from 'vitest';
import { parseGolden } from './golden-case.ts';

const golden = (input: object): string =>
  JSON.stringify({
    cases: [{ inputs: { x: { type: 'float32', shape: [2, 3], ...input } }, outputs: {} }],
  });

test('reads numbers one by one and as runs', () => {
  const expected = { shape: [2, 3], data: Float32Array.of(0.5, 0.5, 0.5, 7, 7, 1) };
  const data = parseGolden(golden({ data: [0.5, 0.5, 0.5, 7, 7, 1] }));
  const runs = parseGolden(golden({ runs: [0.5, 3, 7, 2, 1, 1] }));
  expect(data).toEqual([{ inputs: { x: expected }, outputs: {} }]);
  expect(runs).toEqual(data);
});

test.each<[what: string, input: object]>([
  ['too few numbers', { data: [1, 2, 3] }],
  ['runs that are too long', { runs: [1, 7] }],
  ['no numbers', {}],
])('refuses %s', (_, input) => {
  expect(() => parseGolden(golden(input))).toThrow(
    expect.objectContaining({ code: 'model/manifest' }),
  );
});
