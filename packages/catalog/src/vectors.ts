import type { ItemVectors } from '@sotto/core';
import { ColumnReader, encodeColumns } from './column-file.ts';
import { corrupt } from './corrupt.ts';

/** Most numbers of one vector. */
export const MAX_DIMENSIONS = 1024;

/** Largest code that there may be; a code and 8 fit into four bits. */
const LARGEST = 7;

/** Shares of a vector's largest number that the largest code may stand for. */
const CLIPS = [1, 0.9, 0.8, 0.7, 0.6];

/**
 * Collects vectors at four bits a number. Only directions are kept: each vector has a scale of its own, the
 * one of {@link CLIPS} that keeps its direction best, which a reader finds from the codes.
 */
export class VectorsBuilder {
  readonly #dimensions: number;
  readonly #largest: number;
  readonly #rounded: Int8Array;
  #codes = new Uint8Array(1 << 16);
  #size = 0;

  /**
   * @param dimensions numbers of a vector, an even number up to {@link MAX_DIMENSIONS}
   * @param largest largest code, 1 to 7 (default): with 3 the file compresses to three quarters of that with 7
   */
  constructor(dimensions: number, largest: number = LARGEST) {
    this.#dimensions = dimensions;
    this.#largest = largest;
    this.#rounded = new Int8Array(dimensions);
  }

  /** Number of vectors added. */
  get size(): number {
    return this.#size;
  }

  /** Adds a vector of any length; zeros stand for none. */
  add(vector: Float32Array): void {
    const bytes = this.#dimensions / 2;
    const start = this.#size * bytes;
    if (start + bytes > this.#codes.length) {
      const grown = new Uint8Array(this.#codes.length * 2);
      grown.set(this.#codes);
      this.#codes = grown;
    }
    roundVector(vector, this.#largest, this.#rounded);
    for (let i = 0; i < bytes; i++) {
      const [low = 0, high = 0] = [this.#rounded[2 * i], this.#rounded[2 * i + 1]];
      this.#codes[start + i] = (low + 8) | ((high + 8) << 4);
    }
    this.#size++;
  }

  /** The vectors as a reader will find them, in the order of adding. */
  rounded(): ItemVectors {
    const order = Uint32Array.from({ length: this.#size }, (_, added) => added);
    return decodeVectors(this.finish(order), this.#size);
  }

  /**
   * The bytes of the file.
   *
   * @param order for each place of the pack the number of adding
   */
  finish(order: Uint32Array): Uint8Array<ArrayBuffer> {
    const bytes = this.#dimensions / 2;
    const codes = new Uint8Array(order.length * bytes);
    for (const [place, added] of order.entries())
      codes.set(this.#codes.subarray(added * bytes, (added + 1) * bytes), place * bytes);
    return encodeColumns({ dims: Uint16Array.of(this.#dimensions), codes });
  }
}

function roundVector(vector: Float32Array, most: number, best: Int8Array): void {
  best.fill(0);
  const largest = vector.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  if (largest === 0) return;
  let closest = -Infinity;
  for (const clip of CLIPS) {
    const factor = most / (clip * largest);
    let dot = 0;
    let square = 0;
    for (const x of vector) {
      const code = codeOf(x * factor, most);
      dot += code * x;
      square += code * code;
    }
    const cosine = dot / Math.sqrt(square || 1);
    if (cosine <= closest) continue;
    closest = cosine;
    for (let i = 0; i < best.length; i++) best[i] = codeOf((vector[i] ?? 0) * factor, most);
  }
}

const codeOf = (x: number, most: number): number => Math.max(-most, Math.min(most, Math.round(x)));

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
