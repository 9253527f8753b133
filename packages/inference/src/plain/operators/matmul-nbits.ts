import { quantizedRows } from '../dequantize.ts';
import { multiplyTransposed } from '../multiply-transposed.ts';
import { floats, numberOf, type Operator } from '../operator.ts';

/** Microsoft's `MatMulNBits`: `x · Wᵀ` with W [N, K] quantized in blocks along K. Unpacked once. */
export const matMulNBits: Operator = (step) => {
  const [columns, inner] = [numberOf(step, 'N', 0), numberOf(step, 'K', 0)];
  const [, codes, scales, ...others] = step.constants;
  if (others.some((other) => other !== undefined)) throw new RangeError('zero points or a bias');
  const weight = quantizedRows(step, codes, scales, columns, inner);
  const w = new Float32Array(columns * inner);
  for (let row = 0; row < columns; row++) weight.read(row, w, row * inner);
  return (input) => {
    const { shape, data } = floats(input);
    if (shape.at(-1) !== inner) throw new RangeError(`${shape.at(-1)} columns, not ${inner}`);
    const rows = data.length / inner;
    const out = new Float32Array(rows * columns);
    multiplyTransposed(data, w, rows, inner, columns, out);
    return { shape: [...shape.slice(0, -1), columns], data: out };
  };
};
