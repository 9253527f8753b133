import { STREAM, type RoundKey } from '../../public-randomness/round-key.ts';
import { threefry } from '../../public-randomness/threefry.ts';
import { requirePayload, WORDS } from './code-book-parameters.ts';

/** Writes the bits of one public word, 32 a number: a set bit is +1, another -1. */
export function wordBits(key: RoundKey, book: number, word: number, bits: Int32Array): void {
  // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
  for (let at = 0; at < bits.length; at += 4)
    threefry(key, book, word, at / 4, STREAM.words, bits, at);
}

/**
 * Writes the bits of the public word that a payload names.
 *
 * @throws `privacy/parameters` where it is no payload
 */
export function payloadBits(key: RoundKey, payload: number, bits: Int32Array): void {
  requirePayload(payload);
  wordBits(key, Math.floor(payload / WORDS), payload % WORDS, bits);
}

/** For each byte of a word and each of its 256 values, the sum of the eight coordinates with its signs. */
function byteSums(vector: Int32Array): Int32Array {
  const sums = new Int32Array(vector.length * 32);
  // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
  for (let from = 0; from < vector.length; from += 8) {
    const table = from * 32;
    let allMinus = 0;
    for (let i = from; i < from + 8; i += 1) allMinus -= vector[i]!;
    sums[table] = allMinus;
    // Stryker disable next-line EqualityOperator: the next byte's table is written over it.
    for (let byte = 1; byte < 256; byte += 1) {
      const lowest = 31 - Math.clz32(byte & -byte);
      sums[table + byte] = sums[table + (byte & (byte - 1))]! + 2 * vector[from + lowest]!;
    }
  }
  return sums;
}

/**
 * Inner products of a vector with every word of a book, exactly.
 *
 * @param vector as long as a word; the absolute values of its coordinates sum to less than 2^31
 */
export function bookScores(key: RoundKey, book: number, vector: Int32Array): Int32Array {
  const sums = byteSums(vector);
  const bits = new Int32Array(vector.length / 32);
  const scores = new Int32Array(WORDS);
  // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
  for (let word = 0; word < WORDS; word += 1) {
    wordBits(key, book, word, bits);
    let score = 0;
    for (let i = 0; i < bits.length; i += 1) {
      const four = bits[i]!;
      const table = i << 10;
      score +=
        sums[table + (four & 255)]! +
        sums[table + 256 + ((four >>> 8) & 255)]! +
        sums[table + 512 + ((four >>> 16) & 255)]! +
        sums[table + 768 + (four >>> 24)]!;
    }
    scores[word] = score;
  }
  return scores;
}
