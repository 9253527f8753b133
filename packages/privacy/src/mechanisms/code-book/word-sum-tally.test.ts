import { expect, test } from 'vitest';
import { threefryKey } from '../../public-randomness/threefry.ts';
import { codeBookEstimate } from './code-book-estimate.ts';
import { codeBookMoments } from './code-book-moments.ts';
import { emptyTally, tallyReports } from './code-book-tally.ts';
import { codeBookWord } from './code-book-word.ts';
import { wordSumTally } from './word-sum-tally.ts';

const KEY = threefryKey([1, 5, 6, 7]);
const parametersOf = (dimension: number) => ({
  microEpsilon: 4_000_000,
  dimension,
  microClip: 2_000_000,
});
const PARAMETERS = parametersOf(32);
const PARAMETER_FAULT = expect.objectContaining({ code: 'privacy/parameters' }) as unknown;

/** Zeros without a sign. */
const unsigned = (numbers: ArrayLike<number>) => Array.from(numbers, (each) => each + 0);

function plusesOf(payloads: readonly number[], dimension: number): number[] {
  const words = payloads.map((payload) => codeBookWord(parametersOf(dimension), KEY, payload));
  return words[0]!.map((_, at) => words.reduce((sum, word) => sum + word[at]!, 0));
}

test.each([8, 32, 128, 129, 1_024])(
  'the sum of the words of %i numbers tells the mean that the words themselves tell',
  (dimension) => {
    const parameters = parametersOf(dimension);
    const payloads = [0, 5, 5, 1_023, 77_777, 2 ** 22 - 1];
    const whole = tallyReports(emptyTally(parameters), parameters, KEY, payloads);
    const pluses = plusesOf(payloads, dimension);
    for (const plus of pluses) expect(plus >= 0 && plus <= 6).toBe(true);
    const sum = { reports: 6, pluses, noiseVariance: 0 };
    const tally = wordSumTally(parameters, KEY, sum);
    expect(tally.reports).toBe(6);
    expect(unsigned(tally.sums)).toEqual(unsigned(whole.sums));
    const means = (each: typeof whole) =>
      unsigned(codeBookEstimate(parameters, each, 0.95).map(({ mean }) => mean));
    expect(means(tally)).toEqual(means(whole));
  },
);

test('adds the noise to the standard error of the spread that there can be', () => {
  const { gain, along, collision } = codeBookMoments(PARAMETERS);
  const pluses = Array.from({ length: 128 }, () => 50);
  const estimates = codeBookEstimate(
    PARAMETERS,
    wordSumTally(PARAMETERS, KEY, { reports: 100, pluses, noiseVariance: 700 }),
    0.95,
  );
  expect(estimates).toHaveLength(32);
  for (const { mean, standardError } of estimates) {
    expect(mean).toBeCloseTo(0, 12);
    const spread = along / 99 + (4 * 700) / 100 ** 2 + collision;
    expect(standardError).toBeCloseTo((2 / gain) * Math.sqrt(spread), 12);
  }
});

test('holds sums that 32 bits do not', () => {
  const reports = 2 ** 40;
  const pluses = Array.from({ length: 128 }, () => reports);
  const { sums } = wordSumTally(PARAMETERS, KEY, { reports, pluses, noiseVariance: 0 });
  expect(Math.abs(sums[0]!)).toBe(128 * reports);
  expect(sums.subarray(1).every((sum) => Math.abs(sum) === 0)).toBe(true);
});

test.each([-1, 2 ** 22, 0.5, Number.NaN])('refuses %s, which is no payload', (payload) => {
  expect(() => codeBookWord(PARAMETERS, KEY, payload)).toThrow(PARAMETER_FAULT);
});

test('refuses parameters, frames and numbers of reports that there are not', () => {
  const pluses = Array.from({ length: 128 }, () => 1);
  const sum = { reports: 2, pluses, noiseVariance: 0 };
  expect(() => wordSumTally(PARAMETERS, KEY, sum)).not.toThrow();
  expect(() => wordSumTally(PARAMETERS, KEY, { ...sum, reports: 1 })).toThrow('two reports');
  expect(() => wordSumTally(PARAMETERS, KEY, { ...sum, pluses: pluses.slice(1) })).toThrow('frame');
  expect(() => codeBookWord({ ...PARAMETERS, dimension: 7 }, KEY, 0)).toThrow(PARAMETER_FAULT);
});
