import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { threefryKey } from '../../public-randomness/threefry.ts';
import { counterRandom } from '../../random/counter-random.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { recordRandom, replayRandom } from '../../random/random-tape.ts';
import { systemRandom } from '../../random/system-random.ts';
import { PAYLOADS, WORDS } from './code-book-parameters.ts';
import { codeBookResponse } from './code-book-response.ts';
import { codeBookPlan, totalWeight } from './code-book-weights.ts';
import { bookScores } from './code-words.ts';
import { rotate, roundSigns } from './rotation.ts';

afterEach(() => vi.unstubAllGlobals());

const KEY = threefryKey([1, 2, 3, 4]);
const PARAMETERS = { microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 };
const PLAN = codeBookPlan(PARAMETERS.microEpsilon);
const TOTAL = totalWeight(PLAN, WORDS);
/** As long as the clip: its sign never turns. */
const VECTOR = Float64Array.from({ length: 16 }, (_, i) => (i % 3 === 0 ? -0.25 : 0.25));

/** Gives the words of a book, a mask, a sign, and a draw below the total. */
function scripted(book: number, mask: number, sign: number, draw: bigint): RandomSource {
  const bits = (TOTAL - 1n).toString(2).length;
  const words: number[] = [];
  for (let at = 0; at < bits; at += 32) words.unshift(Number((draw >> BigInt(at)) & 0xffff_ffffn));
  const script = [book, mask, sign, ...words];
  return {
    uint32() {
      const next = script.shift();
      if (next === undefined) throw new Error('drawn too often');
      return next;
    },
  };
}

const respond = (vector: Float64Array | null, random: RandomSource): number =>
  codeBookResponse(random, PARAMETERS, KEY, vector);

test('gives every word of a book the weight of its rank, and no more', () => {
  const book = 4095;
  const { top, favoured, other } = PLAN;
  const first = (rank: number): bigint =>
    rank < top ? BigInt(rank) * favoured : BigInt(top) * favoured + BigInt(rank - top) * other;
  const seen: number[] = [];
  for (let rank = 0; rank < WORDS; rank += 1) {
    const ends = [first(rank), first(rank + 1) - 1n].map((draw) =>
      respond(VECTOR, scripted(book, 5, 2 ** 21 - 1, draw)),
    );
    // A word's draws are one run, so its ends tell how many there are.
    expect(ends[0]).toBe(ends[1]);
    seen.push(ends[0]! - book * WORDS);
  }
  expect(first(WORDS)).toBe(TOTAL);
  expect(new Set(seen)).toEqual(new Set(Array(WORDS).keys()));
  // The favoured ones are those that lie in the direction of the vector.
  const rotated = Int32Array.from({ length: 128 }, (_, i) => (VECTOR[i] ?? 0) * 2 ** 20);
  rotate(rotated, roundSigns(KEY, 128));
  const scores = bookScores(KEY, book, rotated);
  const mean = (words: number[]) => words.reduce((sum, at) => sum + scores[at]!, 0) / words.length;
  const deviation = Math.sqrt(128) * 2 ** 20;
  expect(mean(seen.slice(0, top)) / deviation).toBeGreaterThan(1.7);
  expect(Math.abs(mean(seen.slice(top)) / deviation)).toBeLessThan(0.3);
});

test.each([0, 1, 4095])('names book %s when it is drawn, and a word of it', (book) => {
  const payload = respond(VECTOR, scripted(book, 5, 0, 0n));
  expect(Math.floor(payload / WORDS)).toBe(book);
});

const report = (vector: Float64Array, sign: number): number =>
  respond(vector, scripted(9, 5, sign, 0n));

test('turns the vector round where the sign says so', () => {
  const half = VECTOR.map((each) => each / 2);
  const opposite = half.map((each) => -each);
  expect(report(half, 0)).toBe(report(opposite, 2 ** 21 - 1));
  expect(report(half, 0)).not.toBe(report(half, 2 ** 21 - 1));
});

test.each([
  ['no vector', null],
  ['a zero vector', new Float64Array(16)],
  ['a NaN at the first place', VECTOR.with(0, NaN)],
  ['a NaN at the last place', VECTOR.with(15, NaN)],
  ['an infinite number', VECTOR.with(7, Infinity)],
  ['a vector that rounds to zero', VECTOR.map((each) => each / 2 ** 30)],
])('sends any word of any book for %s', (_, vector) => {
  // Turning bits of the mask over turns the same bits of the word: over all masks every word comes once.
  for (const draw of [0n, TOTAL / 2n, TOTAL - 1n]) {
    const words = [0, 1, 512, 1023].map(
      (mask) => (respond(vector, scripted(4095, mask, 3, draw)) - 4095 * WORDS) ^ mask,
    );
    expect(new Set(words).size).toBe(1);
  }
});

test('draws the same words from the source with a vector and without', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const tapes = [VECTOR, null, VECTOR.map((each) => each / -100), VECTOR.map(() => NaN)].map(
      (vector) => {
        const random = recordRandom(counterRandom(seed));
        const payload = respond(vector, random);
        expect(respond(vector, replayRandom(random.tape()))).toBe(payload);
        return random.tape();
      },
    );
    for (const tape of tapes) expect(tape).toEqual(tapes[0]);
  }
});

test('gives nothing but whole numbers below 2^22, whatever the vector', () => {
  const random = counterRandom(11);
  const vector = fc.float64Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(vector, (numbers) => {
      const payload = respond(numbers, random);
      return Number.isInteger(payload) && payload >= 0 && payload < PAYLOADS;
    }),
  );
});

test('says nothing of the last bits of the vector', () => {
  const nudged = VECTOR.map((each) => each * (1 + Number.EPSILON));
  for (let seed = 0; seed < 20; seed += 1)
    expect(respond(nudged, counterRandom(seed))).toBe(respond(VECTOR, counterRandom(seed)));
});

test('takes numbers of single precision alike', () => {
  const single = Float32Array.from(VECTOR);
  expect(codeBookResponse(counterRandom(1), PARAMETERS, KEY, single)).toBe(
    respond(VECTOR, counterRandom(1)),
  );
});

test.each([
  ['is absent', undefined],
  [
    'throws',
    {
      getRandomValues: () => {
        throw new Error('no entropy');
      },
    },
  ],
  ['gives a constant', { getRandomValues: (array: Uint32Array) => array.fill(4) }],
])('lets nothing out when the generator %s', (_, broken) => {
  vi.stubGlobal('crypto', broken);
  for (const vector of [VECTOR, null])
    expect(() => respond(vector, systemRandom())).toThrow(
      expect.objectContaining({ code: 'privacy/randomness' }) as Error,
    );
});

test.each([
  ['too few numbers', { ...PARAMETERS, dimension: 7 }, new Float64Array(7)],
  ['too many numbers', { ...PARAMETERS, dimension: 1025 }, new Float64Array(1025)],
  ['half a number', { ...PARAMETERS, dimension: 8.5 }, new Float64Array(8)],
  ['a vector of another length', PARAMETERS, new Float64Array(15)],
  ['no epsilon', { ...PARAMETERS, microEpsilon: 0 }, VECTOR],
  ['too much epsilon', { ...PARAMETERS, microEpsilon: 16_000_001 }, VECTOR],
  ['no clip', { ...PARAMETERS, microClip: 0 }, VECTOR],
  ['too large a clip', { ...PARAMETERS, microClip: 1e12 + 1 }, VECTOR],
  ['a clip that is not whole', { ...PARAMETERS, microClip: 1.5 }, VECTOR],
])('refuses %s before anything is drawn', (_, parameters, vector) => {
  const random = {
    uint32: () => {
      throw new Error('drawn');
    },
  };
  expect(() => codeBookResponse(random, parameters, KEY, vector)).toThrow(
    expect.objectContaining({ code: 'privacy/parameters' }) as Error,
  );
});

test.each([8, 16, 100, 128, 129, 512, 513, 1024])('takes vectors of %s numbers', (dimension) => {
  const parameters = { microEpsilon: 16_000_000, dimension, microClip: 1e12 };
  const vector = new Float64Array(dimension).fill(1e300);
  const payload = codeBookResponse(counterRandom(2), parameters, KEY, vector);
  expect(payload).toBeLessThan(PAYLOADS);
});
