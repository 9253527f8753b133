import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { threefryKey } from '../../public-randomness/threefry.ts';
import { BROKEN_GENERATORS } from '../../random/broken-generators.contract.ts';
import { counterRandom } from '../../random/counter-random.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { recordRandom, replayRandom } from '../../random/random-tape.ts';
import { systemRandom } from '../../random/system-random.ts';
import { PAYLOADS, WORDS } from './code-book-parameters.ts';
import { codeBookResponse } from './code-book-response.ts';
import { codeBookPlan, totalWeight } from './code-book-weights.ts';
import { topPlaces } from './ranked-draw.ts';

afterEach(() => vi.unstubAllGlobals());

const KEY = threefryKey([1, 2, 3, 4]);
const PARAMETERS = { microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 };
const PLAN = codeBookPlan(PARAMETERS.microEpsilon);
const TOTAL = totalWeight(PLAN, WORDS);
/** As long as the clip: its sign never turns. */
const VECTOR = Float64Array.from({ length: 16 }, (_, i) => (i % 3 === 0 ? -0.25 : 0.25));

/** The draws of a report: a book, a mask, a sign, and a number below the total in two words. */
function scripted(book: number, mask: number, sign: number, draw: bigint): RandomSource {
  const low = Number(draw & 0xffff_ffffn);
  const words = Uint32Array.of(book, mask, sign, Number(draw >> 32n), low);
  return replayRandom(new Uint8Array(words.buffer));
}

const respond = (vector: Float64Array | null, random: RandomSource): number =>
  codeBookResponse(random, PARAMETERS, KEY, vector);

/** Computed by an implementation of the description in Python, with hashes and exponentials of its own. */
test.each([
  [1, 4_000_000, 8, 1_000_000, 1_582_662],
  [2, 1_000_000, 100, 1_000_000, 3_017_057],
  [3, 8_000_000, 200, 2_000_000, 1_708_368],
  [4, 500_000, 512, 500_000, 1_018_707],
  [5, 16_000_000, 1024, 1_000_000, 3_002_947],
])(
  'gives the report of an independent implementation with seed %s',
  (seed, microEpsilon, dimension, microClip, payload) => {
    const vector = Float64Array.from(
      { length: dimension },
      (_, i) => (((i * 7919) % 101) - 50) / 500,
    );
    const parameters = { microEpsilon, dimension, microClip };
    expect(codeBookResponse(counterRandom(seed), parameters, KEY, vector)).toBe(payload);
  },
);

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
  const { top, favoured } = PLAN;
  for (const mask of [0, 512, 1023]) {
    // All words are equally good: the mask alone decides which are favoured.
    const places = topPlaces(new Int32Array(WORDS), top, mask);
    const [first, last] = [places.indexOf(1), places.lastIndexOf(0)];
    const word = (draw: bigint) => respond(vector, scripted(4095, mask, 3, draw)) - 4095 * WORDS;
    expect(word(0n)).toBe(first);
    expect(word(BigInt(top) * favoured - 1n)).toBe(places.lastIndexOf(1));
    expect(word(TOTAL - 1n)).toBe(last);
  }
});

test('draws the same words from the source with a vector and without', () => {
  for (let seed = 0; seed < 5; seed += 1) {
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
    { numRuns: 30 },
  );
});

test('says nothing of the last bits of the vector', () => {
  const nudged = VECTOR.map((each) => each * (1 + Number.EPSILON));
  for (let seed = 0; seed < 5; seed += 1)
    expect(respond(nudged, counterRandom(seed))).toBe(respond(VECTOR, counterRandom(seed)));
});

test('takes numbers of single precision alike', () => {
  const single = Float32Array.from(VECTOR);
  expect(codeBookResponse(counterRandom(1), PARAMETERS, KEY, single)).toBe(
    respond(VECTOR, counterRandom(1)),
  );
});

test.each(BROKEN_GENERATORS)('lets nothing out when the generator %s', (_, broken) => {
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

test('takes an epsilon of one millionth', () => {
  const parameters = { ...PARAMETERS, microEpsilon: 1 };
  expect(codeBookResponse(counterRandom(3), parameters, KEY, VECTOR)).toBeLessThan(PAYLOADS);
});
