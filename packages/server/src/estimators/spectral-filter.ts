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
 * **Condition**: half of all are kept in any case, so more fakes than that are not bounded.
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
  const count = rows.numbers.length / rows.width;
  const least = Math.ceil(count / 2);
  let kept = Array.from({ length: count }, (_, row) => row);
  while (kept.length > least) {
    const moments = yield* secondMoments(rows, kept);
    const { direction, square } = topDirection(moments, rows.width);
    const most = limitOf(rows.width, kept.length) * meanSquare;
    if (square <= most) break;
    kept = trim(rows, kept, { direction, most, least });
  }
  return kept;
}

/** The mean of the products of each two numbers of the rows. */
function* secondMoments(
  { numbers, width }: Rows,
  kept: readonly number[],
): Generator<undefined, Float64Array> {
  const sums = new Float64Array(width * width);
  for (const [at, row] of kept.entries()) {
    if (at % SLICE === 0) yield;
    const start = row * width;
    for (let i = 0; i < width; i++)
      for (let j = 0; j < width; j++)
        sums[i * width + j]! += numbers[start + i]! * numbers[start + j]!;
  }
  return sums.map((sum) => sum / kept.length);
}

/** The unit vector along which the mean square is largest, by power iteration from the largest column. */
function topDirection(
  moments: Float64Array,
  width: number,
): { readonly direction: Float64Array; readonly square: number } {
  const columns = Array.from({ length: width }, (_, at) =>
    moments.slice(at * width, (at + 1) * width),
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

/** The rows without those that reach furthest along a direction. */
function trim(
  { numbers, width }: Rows,
  kept: readonly number[],
  { direction, most, least }: Trim,
): number[] {
  const reach = new Map(kept.map((row) => [row, dot(numbers, row * width, direction) ** 2]));
  const furthestLast = kept.toSorted((a, b) => reach.get(a)! - reach.get(b)!);
  let sum = kept.reduce((total, row) => total + reach.get(row)!, 0);
  do sum -= reach.get(furthestLast.pop()!)!;
  while (sum > most * furthestLast.length && furthestLast.length > least);
  return furthestLast.sort((a, b) => a - b);
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
