import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  EMPTY_PERSONAL_MODEL,
  FUSION_DIMENSION,
  parsePersonalModel,
  tasteFor,
  type PersonalModel,
} from '../index.ts';

const number = fc.double({ min: -10, max: 10, noNaN: true });
const correction = fc.array(number, { minLength: FUSION_DIMENSION, maxLength: FUSION_DIMENSION });
const direction = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { maxLength: 96 });
const models: fc.Arbitrary<PersonalModel> = fc.record({
  version: fc.constant(1 as const),
  correction,
  taste: direction,
  training: fc.record({
    stage: fc.constantFrom('correction' as const, 'taste' as const, 'done' as const),
    passes: fc.nat(50),
    correction,
    taste: direction,
  }),
});

test('gives a model back as it was kept', () => {
  fc.assert(
    fc.property(models, (model) => {
      expect(parsePersonalModel(model)).toEqual(model);
    }),
  );
  const kept = JSON.parse(JSON.stringify(EMPTY_PERSONAL_MODEL)) as unknown;
  expect(parsePersonalModel(kept)).toEqual(EMPTY_PERSONAL_MODEL);
});

test('takes anything, and gives a model that holds together or none', () => {
  const keys = ['version', 'correction', 'taste', 'training', 'stage', 'passes', 'length'];
  const any = fc.anything({ key: fc.constantFrom(...keys), maxDepth: 3, withSparseArray: true });
  const changed = fc
    .tuple(models, fc.dictionary(fc.constantFrom(...keys), any))
    .map(([model, change]) => ({ ...model, ...change }));
  fc.assert(
    fc.property(fc.oneof(any, changed), (value) => {
      const model = parsePersonalModel(value);
      if (model === undefined) return;
      expect(model.correction).toHaveLength(FUSION_DIMENSION);
      expect([...model.correction, ...model.taste].every(Number.isFinite)).toBe(true);
      expect(parsePersonalModel(model)).toEqual(model);
    }),
    { numRuns: 500 },
  );
});

const { training } = EMPTY_PERSONAL_MODEL;
test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'model'],
  ['another version', { ...EMPTY_PERSONAL_MODEL, version: 2 }],
  ['too few numbers', { ...EMPTY_PERSONAL_MODEL, correction: [1] }],
  ['a number that is none', { ...EMPTY_PERSONAL_MODEL, correction: Array(16).fill(NaN) }],
  ['holes', { ...EMPTY_PERSONAL_MODEL, correction: Array(16) }],
  ['endless numbers', { ...EMPTY_PERSONAL_MODEL, correction: Array(16).fill(1e9) }],
  [
    'a taste of more dimensions than there are',
    { ...EMPTY_PERSONAL_MODEL, taste: Array(1025).fill(0) },
  ],
  ['a taste that outweighs everything', { ...EMPTY_PERSONAL_MODEL, taste: [3, 4] }],
  ['no training', { ...EMPTY_PERSONAL_MODEL, training: null }],
  ['another stage', { ...EMPTY_PERSONAL_MODEL, training: { ...training, stage: 'toString' } }],
  ['half a pass', { ...EMPTY_PERSONAL_MODEL, training: { ...training, passes: 0.5 } }],
])('refuses %s', (_, value) => {
  expect(parsePersonalModel(value)).toBeUndefined();
});

test('a taste is for vectors of as many dimensions alone', () => {
  const model = { ...EMPTY_PERSONAL_MODEL, taste: [0.6, 0.8] };
  expect(tasteFor(model, 2)).toEqual(Float32Array.of(0.6, 0.8));
  expect(tasteFor(model, 3)).toBeUndefined();
  expect(tasteFor(model, undefined)).toBeUndefined();
  expect(tasteFor(EMPTY_PERSONAL_MODEL, 0)).toBeUndefined();
});
