import { broadcastShape, indexesOf } from '../broadcast.ts';
import { multiplyTransposed } from '../multiply-transposed.ts';
import { floats, type Operator, type Value } from '../operator.ts';

/** Numpy's `matmul` of tensors of two dimensions or more; a constant right side is transposed once. */
export const matMul: Operator = ({ constants }) => {
  const prepared = constants[1] === undefined ? undefined : transpose(constants[1]);
  return (left, right) => {
    const a = floats(left);
    const b = prepared ?? transpose(right);
    const rows = a.shape.at(-2) ?? 1;
    const inner = a.shape.at(-1) ?? 1;
    if (inner !== b.inner) throw new RangeError(`${inner} columns times ${b.inner} rows`);
    const batch = broadcastShape(a.shape.slice(0, -2), b.batch);
    const ofA = indexesOf(a.shape.slice(0, -2), batch);
    const ofB = indexesOf(b.batch, batch);
    const data = new Float32Array(ofA.size * rows * b.columns);
    for (let i = 0; i < ofA.size; i++) {
      const x = a.data.subarray(ofA.at(i) * rows * inner, (ofA.at(i) + 1) * rows * inner);
      const w = b.data.subarray(ofB.at(i) * inner * b.columns, (ofB.at(i) + 1) * inner * b.columns);
      const out = data.subarray(i * rows * b.columns, (i + 1) * rows * b.columns);
      multiplyTransposed(x, w, rows, inner, b.columns, out);
    }
    return { shape: [...batch, rows, b.columns], data };
  };
};

function transpose(value: Value | undefined) {
  const { shape, data } = floats(value);
  const inner = shape.at(-2) ?? 1;
  const columns = shape.at(-1) ?? 1;
  const turned = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += inner * columns) {
    for (let row = 0; row < inner; row++) {
      for (let column = 0; column < columns; column++)
        turned[start + column * inner + row] = data[start + row * columns + column] ?? 0;
    }
  }
  return { batch: shape.slice(0, -2), inner, columns, data: turned };
}
