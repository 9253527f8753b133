import { expect, test } from 'vitest';
import { threefryKey } from '../../public-randomness/threefry.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { replayRandom } from '../../random/random-tape.ts';
import { WORDS } from './code-book-parameters.ts';
import { codeBookResponse } from './code-book-response.ts';
import { codeBookPlan, totalWeight } from './code-book-weights.ts';
import { bookScores } from './code-words.ts';
import { rotate, roundSigns } from './rotation.ts';

const KEY = threefryKey([1, 2, 3, 4]);
const PARAMETERS = { microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 };
const PLAN = codeBookPlan(PARAMETERS.microEpsilon);
const TOTAL = totalWeight(PLAN, WORDS);
/** As long as the clip: its sign never turns. */
const VECTOR = Float64Array.from({ length: 16 }, (_, i) => (i % 3 === 0 ? -0.25 : 0.25));

/** The draws of a report: a book, any word, a sign, and a number below the total in two words. */
function scripted(book: number, anyWord: number, sign: number, draw: bigint): RandomSource {
  const low = Number(draw & 0xffff_ffffn);
  const words = Uint32Array.of(book, anyWord, sign, Number(draw >> 32n), low);
  return replayRandom(new Uint8Array(words.buffer));
}

const respond = (random: RandomSource): number => codeBookResponse(random, PARAMETERS, KEY, VECTOR);

test('gives every word of a book the weight of its rank, and no more', () => {
  const book = 4095;
  const { top, favoured, other } = PLAN;
  const first = (rank: number): bigint =>
    rank < top ? BigInt(rank) * favoured : BigInt(top) * favoured + BigInt(rank - top) * other;
  const seen: number[] = [];
  for (let rank = 0; rank < WORDS; rank += 1) {
    const ends = [first(rank), first(rank + 1) - 1n].map((draw) =>
      respond(scripted(book, 5, 2 ** 21 - 1, draw)),
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
