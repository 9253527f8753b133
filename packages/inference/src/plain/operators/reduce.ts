import { indexesOf } from '../broadcast.ts';
import { dimensionOf, floats, integers, numberOf, numbersOf, type Operator } from '../operator.ts';
import { sizeOf } from '../../tensor.ts';

/** Folds the dimensions of `axes` away: an attribute up to opset 17, an input since. */
const reduce =
  (
    start: number,
    fold: (sum: number, x: number) => number,
    finish: (sum: number, n: number) => number,
  ): Operator =>
  (step) => {
    const keep = numberOf(step, 'keepdims', 1) !== 0;
    return (input, axesInput) => {
      const { shape, data } = floats(input);
      const axes =
        axesInput === undefined ? numbersOf(step, 'axes') : [...integers(axesInput).data];
      const folded = new Set(
        (axes ?? shape.map((_, axis) => axis)).map((axis) => dimensionOf(axis, shape.length)),
      );
      const kept = shape.map((length, dimension) => (folded.has(dimension) ? 1 : length));
      const sums = foldInto(shape, kept, data, start, fold);
      const count = data.length / sums.length;
      return {
        shape: keep ? kept : kept.filter((_, dimension) => !folded.has(dimension)),
        data: sums.map((sum) => finish(sum, count)),
      };
    };
  };

function foldInto(
  shape: readonly number[],
  kept: readonly number[],
  data: Float32Array,
  start: number,
  fold: (sum: number, x: number) => number,
): Float32Array {
  const to = indexesOf(kept, shape);
  const sums = new Float32Array(sizeOf(kept)).fill(start);
  for (let i = 0; i < data.length; i++) {
    const at = to.at(i);
    sums[at] = fold(sums[at] ?? 0, data[i] ?? 0);
  }
  return sums;
}

const sumOf = (sum: number, x: number): number => sum + x;

export const reduceSum = reduce(0, sumOf, (sum) => sum);
export const reduceMean = reduce(0, sumOf, (sum, count) => sum / count);
export const reduceMax = reduce(-Infinity, Math.max, (sum) => sum);
