import { seededRng } from '@sotto/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeColumns } from './column-file.ts';
import { decodeVectors, VectorsBuilder } from './vectors.ts';

const DIMENSIONS = 16;
const numbers = fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true });
const vectors = fc
  .array(fc.array(numbers, { minLength: DIMENSIONS, maxLength: DIMENSIONS }), { maxLength: 9 })
  .map((rows) => Float32Array.from(rows.flat()));

const inOrder = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, at) => at);

function written(values: Float32Array, dimensions: number): VectorsBuilder {
  const builder = new VectorsBuilder(dimensions);
  for (let at = 0; at < values.length; at += dimensions)
    builder.add(values.subarray(at, at + dimensions));
  return builder;
}

const lengthOf = (vector: Iterable<number>): number =>
  Math.sqrt([...vector].reduce((sum, x) => sum + x * x, 0));

test('keeps the direction of every vector, at length 1', () => {
  fc.assert(
    fc.property(vectors, (values) => {
      const size = values.length / DIMENSIONS;
      const read = decodeVectors(written(values, DIMENSIONS).finish(inOrder(size)), size);
      expect(read.dimensions).toBe(DIMENSIONS);
      for (let item = 0; item < size; item++) {
        const own = values.subarray(item * DIMENSIONS, (item + 1) * DIMENSIONS);
        const codes = read.codes.subarray(item * DIMENSIONS, (item + 1) * DIMENSIONS);
        const scale = read.scale[item] ?? 0;
        if (lengthOf(own) === 0) {
          expect([scale, ...codes].every((value) => value === 0)).toBe(true);
          continue;
        }
        const cosine = codes.reduce((sum, code, at) => sum + code * scale * (own[at] ?? 0), 0);
        expect(lengthOf(codes) * scale).toBeCloseTo(1, 5);
        expect(cosine / lengthOf(own)).toBeGreaterThan(0.97);
      }
    }),
  );
});

test('puts vectors in the order of the pack', () => {
  const values = Float32Array.of(1, 0, 0, 1);
  const { codes } = decodeVectors(written(values, 2).finish(Uint32Array.of(1, 0)), 2);
  expect([...codes]).toEqual([0, 7, 7, 0]);
});

test('takes many vectors', () => {
  const builder = new VectorsBuilder(256);
  for (let at = 0; at < 1000; at++) builder.add(new Float32Array(256).fill(at % 2 === 0 ? 1 : -1));
  expect(builder.size).toBe(1000);
  const { codes } = decodeVectors(builder.finish(inOrder(1000)), 1000);
  expect([codes[999 * 256], codes[998 * 256]]).toEqual([-7, 7]);
});

test.each([
  ['no dimensions', { dims: Uint16Array.of(0), codes: new Uint8Array() }],
  ['an odd number of them', { dims: Uint16Array.of(3), codes: new Uint8Array(3) }],
  ['too many', { dims: Uint16Array.of(1026), codes: new Uint8Array(1026) }],
  ['vectors of other products', { dims: Uint16Array.of(4), codes: new Uint8Array(8) }],
])('refuses %s', (_, columns) => {
  expect(() => decodeVectors(encodeColumns(columns), 2)).toThrow(
    expect.objectContaining({ code: 'pack/corrupt' }),
  );
});

test('writes no larger code than it is given, and keeps directions nearly as well', () => {
  const rng = seededRng(5);
  const values = Float32Array.from({ length: 96 * 50 }, () => rng.next() + rng.next() - 1);
  const cosines = [7, 3].map((largest) => {
    const builder = new VectorsBuilder(96, largest);
    for (let at = 0; at < values.length; at += 96) builder.add(values.subarray(at, at + 96));
    const { codes, scale } = builder.rounded();
    expect(codes.reduce((max, code) => Math.max(max, Math.abs(code)), 0)).toBe(largest);
    return scale.map((each, item) => {
      const own = values.subarray(item * 96, (item + 1) * 96);
      const dot = own.reduce((sum, x, i) => sum + x * (codes[item * 96 + i] ?? 0), 0);
      return (dot * each) / lengthOf(own);
    });
  });
  expect(Math.min(...cosines[0]!)).toBeGreaterThan(0.99);
  expect(Math.min(...cosines[1]!)).toBeGreaterThan(0.95);
});
