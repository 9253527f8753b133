/** Reports as vectors, one after the other. */
export interface Rows {
  readonly numbers: Int16Array;
  /** Numbers of a vector. */
  readonly width: number;
}

/** How far above what chance does a direction may stand out. Chosen in simulations, see docs/learning.md. */
const MARGIN = 0.1;

/** Steps of the power iteration: enough for a direction that stands out by the margin. */
const POWER_STEPS = 100;

/** Rows between pauses. */
const SLICE = 1_024;

/**
 * The largest mean square along any direction that many vectors of mean square 1 in every direction have by chance
 * (Marchenko and Pastur 1967), and a margin.
 */
const limitOf = (width: number, count: number): number =>
  (1 + MARGIN) * (1 + Math.sqrt(width / count)) ** 2;

/**
 * Leaves out vectors that stand out together. Vectors that tell of different things, or of nothing, have about the same
 * mean square along every direction. Many that push in one direction raise it there, the more the further each of them
 * pushes. While it is above what chance does, those that reach furthest along that direction, either way, are left out.
 *
 * **Guarantee**: however far single fakes reach, a share η of them among what is kept moves the mean along no direction by
 * more than √(η (limit − s)), by Cauchy and Schwarz, where s is what the others add to the mean square along it: about
 * 1 − η. In root mean squares of a vector; that is 0.34 for a fifth of 1,000, 0.25 for a fifth of a million.
 * **Condition**: half of all are kept in any case, so more fakes than that are not bounded; and where honest ones are left out
 * with them, the share among the kept is larger than among all. The power iteration may miss a hundredth of the limit.
 * **Cost**: where honest vectors agree, their mean is shortened along what they agree on. Standard errors do not tell that.
 *
 * Source: Diakonikolas, Kamath, Kane, Li, Moitra and Stewart, "Being robust (in high dimensions) can be practical" (ICML
 * 2017), with a deterministic choice of what is left out: the same reports have the same result.
 *
 * @param meanSquare of a number where vectors tell of nothing
 * @returns numbers of the rows that are kept, rising. Pauses between pieces of work
 */
export function* spectralFilter(
  rows: Rows,
  meanSquare: number,
): Generator<undefined, readonly number[]> {
  const { width } = rows;
  const count = rows.numbers.length / width;
  const least = Math.ceil(count / 2);
  const products = new Float64Array(width * width);
  let kept = Array.from({ length: count }, (_, row) => row);
  yield* addProducts(products, rows, kept, 1);
  while (kept.length > least) {
    const { direction, square } = topDirection(products, width);
    const most = limitOf(width, kept.length) * meanSquare;
    if (square <= most * kept.length) break;
    const parts = trim(rows, kept, { direction, most, least });
    yield* addProducts(products, rows, parts.leftOut, -1);
    kept = parts.kept;
  }
  return kept;
}

/** Adds the products of each two numbers of the rows, or takes them away: whole numbers, so nothing is left of them. */
function* addProducts(
  products: Float64Array,
  { numbers, width }: Rows,
  which: readonly number[],
  sign: 1 | -1,
): Generator<undefined, void> {
  for (const [at, row] of which.entries()) {
    if (at % SLICE === 0) yield;
    const start = row * width;
    for (let i = 0; i < width; i++) {
      const times = sign * numbers[start + i]!;
      for (let j = 0; j <= i; j++) products[i * width + j]! += times * numbers[start + j]!;
    }
  }
}

/** The unit vector along which the sum of squares is largest, by power iteration from the largest column. */
function topDirection(
  products: Float64Array,
  width: number,
): { readonly direction: Float64Array; readonly square: number } {
  const columns = Array.from({ length: width }, (_, i) =>
    Float64Array.from(
      { length: width },
      (__, j) => products[Math.max(i, j) * width + Math.min(i, j)]!,
    ),
  );
  const lengths = columns.map((column) => Math.hypot(...column));
  let direction = unit(columns[lengths.indexOf(Math.max(...lengths))]!);
  for (let step = 0; step < POWER_STEPS; step++) direction = unit(times(columns, direction));
  return { direction, square: dot(times(columns, direction), 0, direction) };
}

/** Where and how far rows are trimmed. */
interface Trim {
  readonly direction: Float64Array;
  /** Mean square along the direction that is left. */
  readonly most: number;
  /** How many rows are kept whatever they say. */
  readonly least: number;
}

/** Leaves out the rows that reach furthest along a direction; of equally far ones the last. */
function trim({ numbers, width }: Rows, rows: readonly number[], how: Trim) {
  const { direction, most, least } = how;
  const reach = Float64Array.from(rows, (row) => dot(numbers, row * width, direction) ** 2);
  const sorted = reach.toSorted();
  let sum = sorted.reduce((total, each) => total + each, 0);
  let keep = rows.length;
  do sum -= sorted[--keep]!;
  while (sum > most * keep && keep > least);
  const edge = sorted[keep]!;
  let onEdge = keep - sorted.indexOf(edge);
  const kept: number[] = [];
  const leftOut: number[] = [];
  for (const [at, row] of rows.entries())
    (reach[at]! < edge || (reach[at] === edge && onEdge-- > 0) ? kept : leftOut).push(row);
  return { kept, leftOut };
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector);
  return vector.map((each) => each / length);
}

/** A symmetric matrix, by its columns, times a vector. */
const times = (columns: readonly Float64Array[], vector: Float64Array): Float64Array =>
  vector.map((_, at) => dot(columns[at]!, 0, vector));

function dot(a: Int16Array | Float64Array, start: number, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += a[start + i]! * b[i]!;
  return sum;
}
