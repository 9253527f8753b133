import { SottoError } from '@sotto/core';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { bernoulli } from './bernoulli.ts';
import { BROKEN_GENERATORS } from './broken-generators.contract.ts';
import { assertHealthy } from './health-test.ts';
import type { RandomSource } from './random-source.ts';
import { recordRandom, replayRandom } from './random-tape.ts';
import { systemRandom } from './system-random.ts';
import { uniformBelow, uniformIndex } from './uniform.ts';

afterEach(() => vi.unstubAllGlobals());

const words = (...drawn: number[]): RandomSource =>
  replayRandom(new Uint8Array(new Uint32Array(drawn).buffer));

const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof SottoError && error.origin === 'privacy') return error.code;
  }
  return 'none';
};

const draw = (times: number) => {
  const random = systemRandom();
  for (let i = 0; i < times; i += 1) random.uint32();
};

test('draws every word of a block once, then a new block', () => {
  let next = 0;
  vi.stubGlobal('crypto', {
    getRandomValues: (array: Uint32Array) =>
      array.map(() => next++).forEach((w, i) => (array[i] = w)) ?? array,
  });
  const random = systemRandom();
  expect(Array.from({ length: 600 }, () => random.uint32())).toEqual([...Array(600).keys()]);
});

test.each<readonly [string, unknown]>([
  ...BROKEN_GENERATORS,
  ['leaves the buffer as it is', { getRandomValues: <T>(array: T) => array }],
  [
    'gives one word too often',
    { getRandomValues: (array: Uint32Array) => array.fill(7).fill(9, 100, 120) },
  ],
  [
    'gives a short cycle',
    {
      getRandomValues: (array: Uint32Array) => {
        array.forEach((_, i) => (array[i] = i % 37));
        return array;
      },
    },
  ],
  ['gives nothing back', { getRandomValues: () => new Uint32Array(0) }],
])('refuses a generator that %s', (_, broken) => {
  vi.stubGlobal('crypto', broken);
  expect(code(() => draw(1))).toBe('privacy/randomness');
});

test('says why the generator failed', () => {
  const cause = new Error('no entropy');
  vi.stubGlobal('crypto', {
    getRandomValues: () => {
      throw cause;
    },
  });
  expect(() => draw(1)).toThrow(expect.objectContaining({ cause }) as Error);
});

test('refuses a generator that gives the same block again', () => {
  vi.stubGlobal('crypto', {
    getRandomValues: (array: Uint32Array) => {
      array.forEach((_, i) => (array[i] = i));
      return array;
    },
  });
  expect(code(() => draw(256))).toBe('none');
  expect(code(() => draw(257))).toBe('privacy/randomness');
});

test('stays shut after a failure even if the generator recovers', () => {
  const real = crypto;
  vi.stubGlobal('crypto', undefined);
  const random = systemRandom();
  expect(code(() => random.uint32())).toBe('privacy/randomness');
  vi.stubGlobal('crypto', real);
  expect(code(() => random.uint32())).toBe('privacy/randomness');
});

test('accepts the health of blocks that share three words and not four', () => {
  const block = Uint32Array.from({ length: 256 }, (_, i) => i);
  const alike = block.map((word, i) => (i === 3 ? 999 : word));
  expect(code(() => assertHealthy(alike, block))).toBe('none');
  expect(
    code(() =>
      assertHealthy(
        block,
        block.map((_, i) => [7, 7, 0, 1, 2, 3][i] ?? 8),
      ),
    ),
  ).toBe('privacy/randomness');
  expect(
    code(() =>
      assertHealthy(
        block.map((word, i) => (i < 252 ? word : i - 252)),
        null,
      ),
    ),
  ).toBe('privacy/randomness');
});

test('replays a tape word for word and refuses to go on after it', () => {
  const recorded = recordRandom(systemRandom());
  const drawn = [recorded.uint32(), recorded.uint32(), recorded.uint32()];
  const tape = recorded.tape();
  expect(tape).toHaveLength(12);
  const replayed = replayRandom(tape);
  expect([replayed.uint32(), replayed.uint32(), replayed.uint32()]).toEqual(drawn);
  expect(code(() => replayed.uint32())).toBe('privacy/randomness');
  expect(recordRandom(words(0x01020304)).uint32()).toBe(0x01020304);
});

test('maps every draw below the bound to itself and rejects the others', () => {
  expect([0, 1, 2, 3, 4].map((word) => uniformIndex(words(word), 5))).toEqual([0, 1, 2, 3, 4]);
  expect(uniformIndex(words(5, 6, 7, 2), 5)).toBe(2);
  expect(uniformIndex(words(0xfffffff8), 5)).toBe(0);
  expect(uniformIndex(words(0xffffffff), 2 ** 32)).toBe(0xffffffff);
  expect(uniformIndex(words(0xffffffff, 0xfffffffe), 2 ** 32 - 1)).toBe(0xfffffffe);
  expect(uniformIndex(words(), 1)).toBe(0);
  expect(uniformBelow(words(1, 0), 2n ** 33n)).toBe(2n ** 32n);
  expect(uniformBelow(words(1, 2), 2n ** 64n)).toBe(2n ** 32n + 2n);
  expect(uniformBelow(words(3, 0), 2n ** 33n)).toBe(2n ** 32n);
  expect(uniformBelow(words(1, 1, 0, 9), 2n ** 32n + 1n)).toBe(9n);
  expect(uniformBelow(words(1, 1, 1, 0), 2n ** 32n + 1n)).toBe(2n ** 32n);
});

test('stays below any bound', () => {
  const random = systemRandom();
  fc.assert(
    fc.property(fc.bigInt(1n, 2n ** 80n), (bound) => {
      const value = uniformBelow(random, bound);
      return value >= 0n && value < bound;
    }),
  );
});

/** Chi-square of 64 cells lies below 124 but for a chance of 1e-5 (63 degrees of freedom). */
test('spreads draws evenly at the bound 2^32 - 1', () => {
  const random = systemRandom();
  const cells = new Uint32Array(64);
  const draws = 64_000;
  for (let i = 0; i < draws; i += 1) cells[uniformIndex(random, 2 ** 32 - 1) >>> 26]! += 1;
  const expected = draws / 64;
  const chiSquare = cells.reduce((sum, cell) => sum + (cell - expected) ** 2 / expected, 0);
  expect(chiSquare).toBeLessThan(124);
});

test('is true for exactly p of the q draws', () => {
  const outcomes = [0, 1, 2, 3, 4, 5, 6].map((word) => bernoulli(words(word), 3n, 7n));
  expect(outcomes).toEqual([true, true, true, false, false, false, false]);
  expect(bernoulli(words(), 1n, 1n)).toBe(true);
  expect(bernoulli(words(0), 0n, 2n)).toBe(false);
});

test.each([
  () => uniformIndex(words(0), 0),
  () => uniformIndex(words(0), 1.5),
  () => uniformIndex(words(0), 2 ** 32 + 1),
  () => uniformBelow(words(0), 0n),
  () => bernoulli(words(0), -1n, 2n),
  () => bernoulli(words(0), 3n, 2n),
])('refuses a bound or a probability that is none (%#)', (work) => {
  expect(code(work)).toBe('privacy/parameters');
});
