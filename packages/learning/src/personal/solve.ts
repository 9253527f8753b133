/**
 * Solves A x = b for a symmetric positive definite matrix by Cholesky's decomposition; `undefined` where
 * the matrix is none.
 *
 * @param matrix n × n, row-major; its lower triangle counts
 * @param right n numbers
 */
export function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array | undefined {
  const n = right.length;
  const lower = new Float64Array(n * n);
  const at = (row: number, column: number): number => lower[row * n + column] ?? 0;
  const solution = Float64Array.from(right);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column] ?? 0;
      for (let k = 0; k < column; k++) sum -= at(row, k) * at(column, k);
      if (row !== column) lower[row * n + column] = sum / at(column, column);
      else if (sum > 0) lower[row * n + row] = Math.sqrt(sum);
      else return undefined;
    }
    for (let k = 0; k < row; k++) solution[row]! -= at(row, k) * solution[k]!;
    solution[row]! /= at(row, row);
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) solution[row]! -= at(k, row) * solution[k]!;
    solution[row]! /= at(row, row);
  }
  return solution;
}
