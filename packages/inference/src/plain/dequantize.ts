import { floats, given, numberOf, type Step, type Value } from './operator.ts';

/** A matrix whose rows are quantized in blocks, symmetric around half of the range. */
export interface QuantizedRows {
  readonly rows: number;
  readonly columns: number;
  /** Writes row `row`, as many numbers as there are columns, to `out` from `at` on. */
  read(row: number, out: Float32Array, at: number): void;
}

/**
 * Reads codes of 4 or 8 bits with a scale for each block of columns, as in ONNX Runtime's `MatMulNBits` and
 * `GatherBlockQuantized` without zero points. At 4 bits the lower half of a byte comes first.
 *
 * @throws RangeError where codes and scales are not as many as rows and columns need
 */
export function quantizedRows(
  step: Step,
  codesInput: Value | undefined,
  scalesInput: Value | undefined,
  rows: number,
  columns: number,
): QuantizedRows {
  const { data: codes } = given(codesInput);
  const { data: scales } = floats(scalesInput);
  const bits = numberOf(step, 'bits', 4);
  const block = numberOf(step, 'block_size', 32);
  if (bits !== 4 && bits !== 8) throw new RangeError(`${bits} bits are neither 4 nor 8`);
  if (columns % block !== 0 || codes.length * 8 !== rows * columns * bits)
    throw new RangeError(`${codes.length} bytes for ${rows} rows of ${columns} columns`);
  if (scales.length !== (rows * columns) / block)
    throw new RangeError(`${scales.length} scales for blocks of ${block}`);
  const read =
    bits === 8
      ? (row: number, out: Float32Array, at: number): void => {
          const from = row * columns;
          for (let column = 0; column < columns; column++) {
            const scale = scales[Math.floor((from + column) / block)] ?? 0;
            out[at + column] = ((codes[from + column] ?? 0) - 128) * scale;
          }
        }
      : (row: number, out: Float32Array, at: number): void => {
          const from = row * columns;
          for (let column = 0; column < columns; column += 2) {
            const scale = scales[Math.floor((from + column) / block)] ?? 0;
            const pair = codes[(from + column) >> 1] ?? 0;
            out[at + column] = ((pair & 15) - 8) * scale;
            out[at + column + 1] = ((pair >> 4) - 8) * scale;
          }
        };
  return { rows, columns, read };
}
