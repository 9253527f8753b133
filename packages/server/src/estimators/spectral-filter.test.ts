import { seededRng, type Rng } from '@sotto/core';
import { expect, test } from 'vitest';
import { spectralFilter, type Rows } from './spectral-filter.ts';

const WIDTH = 16;
const MEAN_SQUARE = 128;

/** A number like one of a word that tells of nothing: the sum of 128 signs. */
function noise(rng: Rng): number {
  let sum = 0;
  for (let at = 0; at < MEAN_SQUARE; at++) sum += rng.next() < 0.5 ? 1 : -1;
  return sum;
}

function rowsOf(vectors: readonly (readonly number[])[]): Rows {
  return { numbers: Int16Array.from(vectors.flat()), width: vectors[0]!.length };
}

function honest(rng: Rng, count: number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: WIDTH }, () => noise(rng)));
}

function filter(rows: Rows): readonly number[] {
  const work = spectralFilter(rows, MEAN_SQUARE);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Mean of the first number over rows, in root mean squares of one. */
const pushOf = (vectors: readonly (readonly number[])[], kept: readonly number[]): number =>
  kept.reduce((sum, row) => sum + vectors[row]![0]!, 0) / kept.length / Math.sqrt(MEAN_SQUARE);

test.each([200, 1_000, 5_000])('keeps all of %d that tell of nothing', (count) => {
  const vectors = honest(seededRng(count), count);
  expect(filter(rowsOf(vectors))).toEqual(vectors.map((_, row) => row));
});

/**
 * A fifth of fakes that reach so far, in root mean squares of one: by the stated bound they move the mean by no more than
 * 0.34, and noise adds 3 / √1,000.
 */
test.each([1, 1.5, 2, 2.5, 4, 8])(
  'fakes that reach %d move the mean by no more than stated',
  (reach) => {
    const rng = seededRng(7);
    const vectors = honest(rng, 1_000);
    for (const fake of vectors.slice(0, 200)) fake[0] = Math.round(reach * Math.sqrt(MEAN_SQUARE));
    const kept = filter(rowsOf(vectors));
    expect(pushOf(vectors, kept)).toBeLessThan(0.34 + 3 / Math.sqrt(1_000));
    expect(kept.length).toBeGreaterThan(700);
    expect([...kept]).toEqual(kept.toSorted((a, b) => a - b));
  },
);

test('finds fakes that push in several directions, one after the other', () => {
  const vectors = honest(seededRng(8), 1_000);
  for (const [at, fake] of vectors.slice(0, 200).entries()) fake[at % 2] = 45;
  const fakes = filter(rowsOf(vectors)).filter((row) => row < 200);
  expect(fakes.length).toBeLessThan(80);
});

test('keeps the direction in which honest ones agree, and half of all that say the same', () => {
  const rng = seededRng(9);
  const vectors = honest(rng, 1_000);
  for (const each of vectors) each[0] = noise(rng) + 18;
  const kept = filter(rowsOf(vectors));
  expect(kept.length).toBeGreaterThanOrEqual(500);
  expect(pushOf(vectors, kept)).toBeGreaterThan(0.3);
  const same = Array.from({ length: 100 }, () => [40, ...Array<number>(15).fill(0)]);
  expect(filter(rowsOf(same))).toHaveLength(50);
});
