import { dimensionOf, floats, integers, numberOf, numbersOf, type Operator } from '../operator.ts';
import { sizeOf } from '../../tensor.ts';

type Fold = (sum: number, x: number) => number;

/** Folds the dimensions of `axes` away, one after the other: an attribute up to opset 17, an input since. */
const reduce =
  (start: number, fold: Fold, isMean = false): Operator =>
  (step) => {
    const keep = numberOf(step, 'keepdims', 1) !== 0;
    return (input, axesInput) => {
      let { shape, data } = floats(input);
      const size = data.length;
      const axes =
        axesInput === undefined ? numbersOf(step, 'axes') : [...integers(axesInput).data];
      const folded = (axes ?? shape.map((_, axis) => axis)).map((axis) =>
        dimensionOf(axis, shape.length),
      );
      for (const axis of folded) {
        data = foldAxis(shape, axis, data, start, fold);
        shape = shape.with(axis, 1);
      }
      if (isMean) data = data.map((sum) => (sum * data.length) / size);
      return { shape: keep ? shape : shape.filter((_, axis) => !folded.includes(axis)), data };
    };
  };

function foldAxis(
  shape: readonly number[],
  axis: number,
  data: Float32Array,
  start: number,
  fold: Fold,
): Float32Array {
  const length = shape[axis] ?? 1;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const sums = new Float32Array(outer * inner).fill(start);
  for (let i = 0; i < outer; i++) {
    for (let k = 0; k < length; k++) {
      const from = (i * length + k) * inner;
      for (let j = 0; j < inner; j++) {
        const to = i * inner + j;
        sums[to] = fold(sums[to] ?? 0, data[from + j] ?? 0);
      }
    }
  }
  return sums;
}

const sumOf: Fold = (sum, x) => sum + x;

export const reduceSum = reduce(0, sumOf);
export const reduceMean = reduce(0, sumOf, true);
export const reduceMax = reduce(-Infinity, Math.max);
