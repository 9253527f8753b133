import { STREAM, type RoundKey } from '../../public-randomness/round-key.ts';
import { threefry } from '../../public-randomness/threefry.ts';

/** The round's signs, 1 or -1, one for each coordinate of the frame. */
export function roundSigns(key: RoundKey, frame: number): Int32Array {
  const bits = new Int32Array(4);
  return new Int32Array(frame).map((_, i) => {
    // Stryker disable next-line ConditionalExpression: drawn more often, the bits are the same.
    if (i % 128 === 0) threefry(key, i / 128, 0, 0, STREAM.signs, bits, 0);
    return 1 - 2 * ((bits[(i >> 5) & 3]! >>> (i & 31)) & 1);
  });
}

/** Whole numbers, in as many bits as they need. */
type WholeNumbers = Int32Array | Float64Array;

/**
 * Multiplies by the Hadamard matrix of Sylvester, in place; twice gives the vector times its size. Int32
 * holds every result if the length of the vector times the root of its size stays below 2^31.
 */
function hadamard(vector: WholeNumbers): void {
  for (let half = 1; half < vector.length; half *= 2)
    // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
    for (let start = 0; start < vector.length; start += 2 * half)
      for (let i = start; i < start + half; i += 1) {
        const a = vector[i]!;
        const b = vector[i + half]!;
        vector[i] = a + b;
        vector[i + half] = a - b;
      }
}

function applySigns(vector: WholeNumbers, signs: Int32Array): void {
  signs.forEach((sign, i) => {
    // Stryker disable next-line ArithmeticOperator: a sign is its own inverse.
    vector[i] = vector[i]! * sign;
  });
}

/** Applies the round's signs, then the Hadamard matrix: a rotation times the root of the frame's size. */
export function rotate(vector: Int32Array, signs: Int32Array): void {
  applySigns(vector, signs);
  hadamard(vector);
}

/** The transpose of {@link rotate}: undoes it but for a factor, the frame's size. */
export function rotateBack(vector: WholeNumbers, signs: Int32Array): void {
  hadamard(vector);
  applySigns(vector, signs);
}
