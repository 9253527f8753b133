import { afterEach, expect, test, vi } from 'vitest';
import { expFloor } from '../../exp-floor.ts';
import { BROKEN_GENERATORS } from '../../random/broken-generators.contract.ts';
import { counterRandom } from '../../random/counter-random.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { systemRandom } from '../../random/system-random.ts';
import { kAryEstimate, kAryRates } from './k-ary-estimate.ts';
import { kAryResponse, kAryWeights } from './k-ary-response.ts';

afterEach(() => vi.unstubAllGlobals());

const PARAMETERS = { microEpsilon: 1_500_000, values: 4 };

/** Gives one draw below the total: its upper word, then its lower. */
function source(draw: bigint): RandomSource {
  const words = [Number(draw >> 32n), Number(draw & 0xffff_ffffn)];
  return { uint32: () => words.shift() ?? 0 };
}

test.each([0, 1, 2, 3])('tells %s by the weight of the truth, each other by its own', (value) => {
  const { truth, other, total } = kAryWeights(PARAMETERS);
  const report = (draw: bigint): number => kAryResponse(source(draw), PARAMETERS, value);
  expect([report(0n), report(truth - 1n)]).toEqual([value, value]);
  const rest = [0, 1, 2, 3].filter((each) => each !== value);
  // Every value's draws are one run, so its ends tell how many there are.
  rest.forEach((each, at) => {
    const first = truth + BigInt(at) * other;
    expect([report(first), report(first + other - 1n)]).toEqual([each, each]);
  });
  expect(truth + 3n * other).toBe(total);
});

test('has weights whose ratio does not exceed e to the epsilon', () => {
  const { truth, other } = kAryWeights(PARAMETERS);
  expect(truth).toBe(expFloor(PARAMETERS.microEpsilon));
  expect(Number(truth) / Number(other)).toBeLessThanOrEqual(Math.exp(1.5));
});

test('estimates what reports are on average without bias', () => {
  const { truth, other } = kAryRates(PARAMETERS);
  const held = [50, 30, 20, 0];
  const reported = held.map((count) => count * truth + (100 - count) * other);
  const counts = kAryEstimate(PARAMETERS, reported, 0.95).map(({ count }) => count);
  held.forEach((count, at) => expect(counts[at]).toBeCloseTo(count, 9));
});

test('has a standard error that is the variance of its formula', () => {
  const { truth, other } = kAryRates(PARAMETERS);
  const reported = [40, 30, 20, 10];
  const [{ count, standardError } = { count: NaN, standardError: NaN }] = kAryEstimate(
    PARAMETERS,
    reported,
    0.95,
  );
  const variance = count * truth * (1 - truth) + (100 - count) * other * (1 - other);
  expect(standardError).toBeCloseTo(Math.sqrt(variance) / (truth - other), 9);
});

test.each([
  ['an alphabet of one', { microEpsilon: 1, values: 1 }, 0],
  ['an alphabet that is too long', { microEpsilon: 1, values: 65_537 }, 0],
  ['no epsilon', { microEpsilon: 0, values: 2 }, 0],
  ['too much epsilon', { microEpsilon: 16_000_001, values: 2 }, 0],
  ['a value that is not of the alphabet', { microEpsilon: 1, values: 2 }, 2],
  ['a value below 0', { microEpsilon: 1, values: 2 }, -1],
  ['half a value', { microEpsilon: 1, values: 2 }, 0.5],
])('refuses %s before anything is drawn', (_, parameters, value) => {
  const random = {
    uint32: () => {
      throw new Error('drawn');
    },
  };
  expect(() => kAryResponse(random, parameters, value)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});

test.each(BROKEN_GENERATORS)('lets nothing out when the generator %s', (_, broken) => {
  vi.stubGlobal('crypto', broken);
  expect(() => kAryResponse(systemRandom(), PARAMETERS, 1)).toThrow(
    expect.objectContaining({ code: 'privacy/randomness' }) as Error,
  );
});

test.each([2, 65_536])('takes an alphabet of %s and an epsilon of one millionth', (values) => {
  const report = kAryResponse(counterRandom(1), { microEpsilon: 1, values }, values - 1);
  expect(report).toBeLessThan(values);
});

test('refuses counts of another alphabet', () => {
  expect(() => kAryEstimate(PARAMETERS, [1, 2], 0.95)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
