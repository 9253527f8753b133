import { broadcastShape, indexesOf } from '../broadcast.ts';
import { floats, type Operator } from '../operator.ts';

/** Numpy's broadcasting of two inputs (ONNX, "Multidirectional Broadcasting"). */
const binary =
  (compute: (a: number, b: number) => number): Operator =>
  () =>
  (left, right) => {
    const a = floats(left);
    const b = floats(right);
    const shape = broadcastShape(a.shape, b.shape);
    const ofA = indexesOf(a.shape, shape);
    const ofB = indexesOf(b.shape, shape);
    const data = new Float32Array(ofA.size);
    for (let i = 0; i < data.length; i++)
      data[i] = compute(a.data[ofA.at(i)] ?? 0, b.data[ofB.at(i)] ?? 0);
    return { shape, data };
  };

const unary =
  (compute: (x: number) => number): Operator =>
  () =>
  (input) => {
    const { shape, data } = floats(input);
    return { shape, data: data.map(compute) };
  };

export const add = binary((a, b) => a + b);
export const subtract = binary((a, b) => a - b);
export const multiply = binary((a, b) => a * b);
export const divide = binary((a, b) => a / b);
export const sqrt = unary(Math.sqrt);
export const relu = unary((x) => Math.max(0, x));
export const tanh = unary(Math.tanh);
export const sigmoid = unary((x) => 1 / (1 + Math.exp(-x)));
