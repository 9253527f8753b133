/**
 * `out[rows, columns] = x[rows, inner] · w[columns, inner]ᵀ`, four columns at a time so that each number
 * of x is read once for four products.
 */
export function multiplyTransposed(
  x: Float32Array,
  w: Float32Array,
  rows: number,
  inner: number,
  columns: number,
  out: Float32Array,
): void {
  const fours = columns - (columns % 4);
  for (let row = 0; row < rows; row++) {
    const from = row * inner;
    const to = row * columns;
    for (let column = 0; column < fours; column += 4)
      fourProducts(x, from, w, column * inner, inner, out, to + column);
    for (let column = fours; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += x[from + k]! * w[column * inner + k]!;
      out[to + column] = sum;
    }
  }
}

function fourProducts(
  x: Float32Array,
  from: number,
  w: Float32Array,
  first: number,
  inner: number,
  out: Float32Array,
  to: number,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let k = 0; k < inner; k++) {
    const value = x[from + k]!;
    const at = first + k;
    a += value * w[at]!;
    b += value * w[at + inner]!;
    c += value * w[at + 2 * inner]!;
    d += value * w[at + 3 * inner]!;
  }
  out[to] = a;
  out[to + 1] = b;
  out[to + 2] = c;
  out[to + 3] = d;
}
