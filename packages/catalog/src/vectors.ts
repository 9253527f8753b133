import type { ItemVectors } from '@sotto/core';
import { ColumnReader, encodeColumns } from './column-file.ts';
import { corrupt } from './corrupt.ts';

/** Vectors of products as floats, one after the other. */
export interface FloatVectors {
  /** Numbers of one vector, an even number up to {@link MAX_DIMENSIONS}. */
  readonly dimensions: number;
  readonly values: Float32Array;
}

/** Most numbers of one vector. */
export const MAX_DIMENSIONS = 1024;

/** Largest code; a code and 8 fit into four bits. */
const LARGEST = 7;

/** Shares of a vector's largest number that the largest code may stand for. */
const CLIPS = [1, 0.9, 0.8, 0.7, 0.6];

/**
 * Writes vectors at four bits a number. Only directions are kept: each vector has a scale of its own, the one
 * of {@link CLIPS} that keeps its direction best, which a reader finds from the codes.
 *
 * @param order for each place of the pack the number of adding
 */
export function encodeVectors(
  { dimensions, values }: FloatVectors,
  order: Uint32Array,
): Uint8Array<ArrayBuffer> {
  const codes = new Uint8Array((order.length * dimensions) / 2);
  const rounded = new Int8Array(dimensions);
  for (const [place, added] of order.entries()) {
    roundVector(values.subarray(added * dimensions, (added + 1) * dimensions), rounded);
    for (let i = 0; i < dimensions; i += 2) {
      const pair = ((rounded[i] ?? 0) + 8) | (((rounded[i + 1] ?? 0) + 8) << 4);
      codes[(place * dimensions + i) / 2] = pair;
    }
  }
  return encodeColumns({ dims: Uint16Array.of(dimensions), codes });
}

function roundVector(vector: Float32Array, best: Int8Array): void {
  best.fill(0);
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (largest === 0) return;
  let closest = -Infinity;
  for (const clip of CLIPS) {
    const codes = Int8Array.from(vector, (x) =>
      Math.max(-LARGEST, Math.min(LARGEST, Math.round((x * LARGEST) / (clip * largest)))),
    );
    const likeness = cosine(vector, codes);
    if (likeness > closest) {
      closest = likeness;
      best.set(codes);
    }
  }
}

function cosine(vector: Float32Array, codes: Int8Array): number {
  let dot = 0;
  let square = 0;
  for (const [i, code] of codes.entries()) {
    dot += code * (vector[i] ?? 0);
    square += code * code;
  }
  return dot / Math.sqrt(square || 1);
}

/**
 * Reads vectors.
 *
 * @param size number of products of the pack
 * @throws pack/corrupt
 */
export function decodeVectors(bytes: Uint8Array, size: number): ItemVectors {
  const reader = new ColumnReader(bytes);
  const [dimensions = 0] = reader.uint16('dims', 1);
  if (dimensions === 0 || dimensions % 2 !== 0 || dimensions > MAX_DIMENSIONS)
    throw corrupt(`vectors of ${dimensions} numbers`);
  const packed = reader.bytes('codes', (size * dimensions) / 2);
  const codes = new Int8Array(size * dimensions);
  const scale = new Float32Array(size);
  for (let item = 0; item < size; item++) {
    let square = 0;
    for (let at = item * dimensions; at < (item + 1) * dimensions; at += 2) {
      const pair = packed[at >> 1] ?? 0;
      const low = (codes[at] = (pair & 15) - 8);
      const high = (codes[at + 1] = (pair >> 4) - 8);
      square += low * low + high * high;
    }
    scale[item] = square === 0 ? 0 : 1 / Math.sqrt(square);
  }
  return { dimensions, codes, scale };
}
