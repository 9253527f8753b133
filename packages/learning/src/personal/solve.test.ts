import fc from 'fast-check';
import { expect, test } from 'vitest';
import { solvePositive } from './solve.ts';

const N = 5;
const number = fc.double({ min: -3, max: 3, noNaN: true });

test('solves what is positive definite', () => {
  const square = fc.array(number, { minLength: N * N, maxLength: N * N });
  const vector = fc.array(number, { minLength: N, maxLength: N });
  fc.assert(
    fc.property(square, vector, (root, wanted) => {
      const at = (row: number, column: number): number => {
        let sum = row === column ? 1 : 0;
        for (let k = 0; k < N; k++) sum += root[row * N + k]! * root[column * N + k]!;
        return sum;
      };
      const matrix = Float64Array.from({ length: N * N }, (_, i) => at(Math.floor(i / N), i % N));
      const right = Float64Array.from(wanted, (_, row) =>
        wanted.reduce((sum, each, column) => sum + matrix[row * N + column]! * each, 0),
      );
      const found = solvePositive(matrix, right);
      wanted.forEach((each, i) => expect(found?.[i]).toBeCloseTo(each, 6));
    }),
  );
});

test.each([[[-1]], [[0]], [[NaN]]])('has no answer for %j', (matrix) => {
  expect(solvePositive(Float64Array.from(matrix), Float64Array.of(1))).toBeUndefined();
});

test('nothing has nothing for an answer', () => {
  expect(solvePositive(new Float64Array(), new Float64Array())).toEqual(new Float64Array());
});
