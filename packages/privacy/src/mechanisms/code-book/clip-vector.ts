/** The clip in the units of the whole numbers that {@link clipVector} gives. */
export const CLIP_UNITS = 1 << 20;

/**
 * Clips a vector and rounds it to whole numbers: each coordinate becomes the nearest multiple of the clip
 * divided by 2^20, after the whole has been shortened to the clip where it is longer. The last place of
 * floating-point numbers; their errors can cost accuracy, never privacy.
 *
 * A vector with a number that is NaN or infinite becomes zero, without an exception: whether an error is
 * thrown must not depend on what a shopper did.
 *
 * @param units where to; zeros behind the vector
 */
export function clipVector(
  vector: Float32Array | Float64Array,
  microClip: number,
  units: Int32Array,
): void {
  let largest = 0;
  for (const x of vector) largest = Math.max(largest, Math.abs(x));
  // In parts of the largest coordinate, so that no square overflows.
  const part = 1 / largest;
  let square = 0;
  for (const x of vector) square += (x * part) ** 2;
  const length = Math.max(Math.sqrt(square), (microClip / 1e6) * part);
  vector.forEach((x, i) => {
    // What is not a number by now is stored as 0.
    units[i] = Math.round(((x * part) / length) * CLIP_UNITS);
  });
}

/** Square of the Euclidean length, in units: a whole number below 2^41. */
export function squareLength(units: Int32Array): number {
  let square = 0;
  for (const unit of units) square += unit * unit;
  return square;
}
