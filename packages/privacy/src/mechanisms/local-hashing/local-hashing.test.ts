import { afterEach, expect, test, vi } from 'vitest';
import { roundKey } from '../../public-randomness/round-key.ts';
import { recordRandom, replayRandom } from '../../random/random-tape.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { systemRandom } from '../../random/system-random.ts';
import { kAryWeights } from '../k-ary-response/k-ary-response.ts';
import { hashFunction, hashItem } from './hash-function.ts';
import { hashedResponse, localHashing, unpackHashed } from './local-hashing.ts';

afterEach(() => vi.unstubAllGlobals());

const key = await roundKey('local hashing', 1);
const PARAMETERS = { microEpsilon: 1_000_000, items: 6 };
const { values } = hashedResponse(PARAMETERS);
const { truth, other, total } = kAryWeights(hashedResponse(PARAMETERS));

const words = (...drawn: number[]): RandomSource =>
  replayRandom(new Uint8Array(new Uint32Array(drawn).buffer));

/** The three draws of a report: function, value for none, and one below the total in two words. */
const draws = (hash: number, none: number, draw: bigint): RandomSource =>
  words(hash, none, Number(draw >> 32n), Number(draw & 0xffff_ffffn));

/**
 * How many of the draws below the total give each value. A response is constant between multiples of
 * 2^32 from 0 and from the weight of the truth on, so the ends of those runs tell all.
 */
function weights(hash: number, none: number, item: number | null): bigint[] {
  const counted = Array<bigint>(values).fill(0n);
  const runs = [[0n, truth]];
  for (let at = truth; at < total; at += other) runs.push([at, at + other]);
  for (const [from, to] of runs as [bigint, bigint][]) {
    const [first, last] = [from, to - 1n].map((draw) =>
      localHashing(draws(hash, none, draw), PARAMETERS, key, item),
    );
    expect(first).toBe(last);
    expect(unpackHashed(first!).hash).toBe(hash);
    counted[unpackHashed(first!).value]! += to - from;
  }
  expect(counted.reduce((sum, each) => sum + each)).toBe(total);
  return counted;
}

test.each([0, 1, 255, 256, 40_000, 65_535])(
  'gives each payload of function %s its exact chance, for every item and for none',
  (hash) => {
    for (let item = 0; item < PARAMETERS.items; item += 1) {
      const told = hashItem(hashFunction(key, hash, values), item);
      for (let none = 0; none < values; none += 1)
        expect(weights(hash, none, item)).toEqual(
          Array.from({ length: values }, (_, value) => (value === told ? truth : other)),
        );
    }
    const summed = Array<bigint>(values).fill(0n);
    for (let none = 0; none < values; none += 1)
      weights(hash, none, null).forEach((weight, value) => (summed[value]! += weight));
    // Over the draws for none each value has the same weight: 1/g.
    expect(summed).toEqual(Array<bigint>(values).fill(total));
  },
);

/** e, 30 digits behind the point and cut off (OEIS A001113). */
const E = 2_718281828459045235360287471352n;
const DIGITS = 10n ** 30n;

test.each([1, 2, 3, 4, 5, 8, 16])(
  'has no ratio above e to the epsilon at epsilon %s',
  (epsilon) => {
    const response = hashedResponse({ microEpsilon: epsilon * 1_000_000, items: 100_000 });
    const weight = kAryWeights(response);
    const power = BigInt(epsilon);
    // Between two items, and between an item and none.
    expect(weight.truth * DIGITS ** power).toBeLessThanOrEqual(weight.other * E ** power);
    const g = BigInt(response.values);
    expect(weight.total * DIGITS ** power).toBeLessThanOrEqual(weight.other * g * E ** power);
    expect(weight.truth * g * DIGITS ** power).toBeLessThanOrEqual(weight.total * E ** power);
  },
);

test.each([
  [1, 2],
  [405_465, 2],
  [405_466, 3],
  [1_000_000, 4],
  [2_000_000, 8],
  [4_000_000, 56],
  [5_539_300, 255],
  [5_539_310, 256],
  [16_000_000, 256],
])('answers with the best number of values at %s millionths: %s', (microEpsilon, best) => {
  expect(hashedResponse({ microEpsilon, items: 1000 }).values).toBe(best);
});

test.each([0, 1, 500, 99_998, 99_999])(
  'tells item %s of 100,000, and every other value',
  (item) => {
    const parameters = { microEpsilon: 4_000_000, items: 100_000 };
    const response = hashedResponse(parameters);
    const weight = kAryWeights(response);
    const told = hashItem(hashFunction(key, 77, response.values), item);
    const report = (draw: bigint): number =>
      unpackHashed(localHashing(draws(77, 3, draw), parameters, key, item)).value;
    expect([report(0n), report(weight.truth - 1n)]).toEqual([told, told]);
    const lies = Array.from({ length: response.values - 1 }, (_, at) =>
      report(weight.truth + BigInt(at) * weight.other),
    );
    expect(new Set([told, ...lies]).size).toBe(response.values);
  },
);

test('takes from one item to a million', () => {
  expect(hashedResponse({ microEpsilon: 1_000_000, items: 1 }).values).toBe(4);
  expect(hashedResponse({ microEpsilon: 1_000_000, items: 1_000_000 }).values).toBe(4);
});

test('draws as much for none as for an item', () => {
  const [forNone, forItem] = [null, 3].map((item) => {
    const recorded = recordRandom(draws(9, 2, 5n));
    localHashing(recorded, PARAMETERS, key, item);
    return recorded.tape();
  });
  expect(forNone).toEqual(forItem);
});

test('packs a report in 24 bits and takes it apart', () => {
  const payload = localHashing(
    words(0xffff, 0xff, 0, 0),
    { microEpsilon: 16_000_000, items: 1 },
    key,
    null,
  );
  expect(payload).toBe(0xff_ffff);
  expect(unpackHashed(payload)).toEqual({ hash: 65_535, value: 255 });
  expect(unpackHashed(0x010203)).toEqual({ hash: 0x0102, value: 3 });
});

test('gives nothing when randomness fails', () => {
  vi.stubGlobal('crypto', undefined);
  for (const random of [systemRandom(), words(), words(1), words(1, 1), words(1, 1, 0)])
    expect(() => localHashing(random, PARAMETERS, key, 0)).toThrow(
      expect.objectContaining({ code: 'privacy/randomness' }) as Error,
    );
});

test.each([
  ['an item past the last', PARAMETERS, 6],
  ['an item below the first', PARAMETERS, -1],
  ['half an item', PARAMETERS, 0.5],
  ['no number', PARAMETERS, NaN],
  ['no items', { microEpsilon: 1, items: 0 }, null],
  ['too many items', { microEpsilon: 1, items: 1_000_001 }, null],
  ['half a number of items', { microEpsilon: 1, items: 1.5 }, null],
  ['no epsilon', { microEpsilon: 0, items: 2 }, null],
  ['too much epsilon', { microEpsilon: 16_000_001, items: 2 }, null],
])('refuses %s before anything is drawn', (_, parameters, item) => {
  expect(() => localHashing(words(), parameters, key, item)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});
