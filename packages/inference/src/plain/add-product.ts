/**
 * Adds `w[rows, inner] · x[inner, columns]` to `out[rows, columns]`, four rows of x at a time so that each
 * number of `out` is read and written once for four products.
 */
export function addProduct(
  w: Float32Array,
  x: Float32Array,
  rows: number,
  inner: number,
  columns: number,
  out: Float32Array,
): void {
  const fours = inner - (inner % 4);
  for (let row = 0; row < rows; row++) {
    const sum = out.subarray(row * columns, (row + 1) * columns);
    for (let k = 0; k < fours; k += 4) addFour(w, row * inner + k, x, k * columns, columns, sum);
    for (let k = fours; k < inner; k++) {
      const weight = w[row * inner + k]!;
      for (let column = 0; column < columns; column++)
        sum[column]! += weight * x[k * columns + column]!;
    }
  }
}

function addFour(
  w: Float32Array,
  at: number,
  x: Float32Array,
  first: number,
  columns: number,
  sum: Float32Array,
): void {
  const [a, b, c, d] = [w[at]!, w[at + 1]!, w[at + 2]!, w[at + 3]!];
  const [second, third] = [first + columns, first + 2 * columns];
  const fourth = third + columns;
  for (let column = 0; column < columns; column++) {
    sum[column]! +=
      a * x[first + column]! +
      b * x[second + column]! +
      c * x[third + column]! +
      d * x[fourth + column]!;
  }
}
