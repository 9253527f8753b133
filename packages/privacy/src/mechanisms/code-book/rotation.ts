import { STREAM, type RoundKey } from '../../public-randomness/round-key.ts';
import { threefry } from '../../public-randomness/threefry.ts';

/** The round's signs, 1 or -1, one for each coordinate of the frame. */
export function roundSigns(key: RoundKey, frame: number): Int32Array {
  const signs = new Int32Array(frame);
  const bits = new Int32Array(4);
  for (let i = 0; i < frame; i += 1) {
    if (i % 128 === 0) threefry(key, i / 128, 0, 0, STREAM.signs, bits, 0);
    signs[i] = 1 - 2 * ((bits[(i >> 5) & 3]! >>> (i & 31)) & 1);
  }
  return signs;
}

/** Whole numbers, in as many bits as they need. */
type WholeNumbers = Int32Array | Float64Array;

/**
 * Multiplies by the Hadamard matrix of Sylvester, in place; twice gives the vector times its size. Int32
 * holds every result if the length of the vector times the root of its size stays below 2^31.
 */
function hadamard(vector: WholeNumbers): void {
  for (let half = 1; half < vector.length; half *= 2)
    for (let start = 0; start < vector.length; start += 2 * half)
      for (let i = start; i < start + half; i += 1) {
        const a = vector[i]!;
        const b = vector[i + half]!;
        vector[i] = a + b;
        vector[i + half] = a - b;
      }
}

/** Applies the round's signs, then the Hadamard matrix: a rotation times the root of the frame's size. */
export function rotate(vector: Int32Array, signs: Int32Array): void {
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! * signs[i]!;
  hadamard(vector);
}

/** The transpose of {@link rotate}: undoes it but for a factor, the frame's size. */
export function rotateBack(vector: WholeNumbers, signs: Int32Array): void {
  hadamard(vector);
  for (let i = 0; i < vector.length; i += 1) vector[i] = vector[i]! * signs[i]!;
}
