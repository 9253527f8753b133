import { expect, test } from 'vitest';
import { threefry, threefryKey } from '../../public-randomness/threefry.ts';
import { bookScores, wordBits } from './code-words.ts';
import { rotate, rotateBack, roundSigns } from './rotation.ts';

const KEY = threefryKey([1, 2, 3, 4]);

/** The signs of a word, from the definition: bit by bit, by the counter of its block. */
function signsOf(book: number, word: number, frame: number): number[] {
  const out = new Int32Array(4);
  return Array.from({ length: frame }, (_, i) => {
    threefry(KEY, book, word, Math.floor(i / 128), 0, out, 0);
    return (out[Math.floor(i / 32) % 4]! >>> (i % 32)) % 2 === 1 ? 1 : -1;
  });
}

test.each([128, 256, 512, 1024])(
  'scores every word of a book exactly with %s coordinates',
  (frame) => {
    const vector = Int32Array.from({ length: frame }, (_, i) => ((i * 7919) % 2047) - 1023);
    const scores = bookScores(KEY, 4095, vector);
    for (const word of [0, 1, 511, 1022, 1023]) {
      const signs = signsOf(4095, word, frame);
      expect(scores[word]).toBe(signs.reduce((sum, sign, i) => sum + sign * vector[i]!, 0));
    }
  },
);

test('scores the longest vectors without overflow', () => {
  // All of the clip in one rotated coordinate, and spread over all in the signs of a word.
  const word = signsOf(7, 1023, 1024);
  const spread = Int32Array.from(word, (sign) => sign * 2 ** 20);
  expect(bookScores(KEY, 7, spread)[1023]).toBe(2 ** 30);
  expect(
    bookScores(
      KEY,
      7,
      spread.map((each) => -each),
    )[1023],
  ).toBe(-(2 ** 30));
});

test('gives every book and every word of it bits of its own', () => {
  const seen = new Set<string>();
  const bits = new Int32Array(4);
  for (const book of [0, 1, 4094, 4095])
    for (let word = 0; word < 1024; word += 1) {
      wordBits(KEY, book, word, bits);
      seen.add(bits.join());
    }
  expect(seen.size).toBe(4096);
});

const bitsInCommon = (a: number, b: number) => (a & b).toString(2).replaceAll('0', '').length;

test('rotates by the matrix of its definition', () => {
  const signs = roundSigns(KEY, 128);
  expect(new Set(signs)).toEqual(new Set([1, -1]));
  const vector = Int32Array.from({ length: 128 }, (_, i) => i * i - 4000);
  const rotated = vector.slice();
  rotate(rotated, signs);
  rotated.forEach((value, row) => {
    const expected = vector.reduce(
      (sum, each, i) => sum + (bitsInCommon(row, i) % 2 === 0 ? 1 : -1) * signs[i]! * each,
      0,
    );
    expect(value).toBe(expected);
  });
});

test.each([128, 1024])('rotates back every coordinate of %s', (frame) => {
  const signs = roundSigns(KEY, frame);
  const vector = Int32Array.from({ length: frame }, (_, i) => i - 17);
  const there = vector.slice();
  rotate(there, signs);
  rotateBack(there, signs);
  expect(there).toEqual(vector.map((each) => each * frame));
});

test('draws the signs of a round from its stream alone, each block its own', () => {
  const signs = roundSigns(KEY, 1024);
  const out = new Int32Array(4);
  threefry(KEY, 7, 0, 0, 1, out, 0);
  expect([896, 927, 928, 1023].map((i) => signs[i])).toEqual(
    [
      [0, 0],
      [0, 31],
      [1, 0],
      [3, 31],
    ].map(([at, bit]) => ((out[at!]! >>> bit!) & 1 ? -1 : 1)),
  );
});
