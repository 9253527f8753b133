import type { AdapterGradient } from '../adapter/adapter-gradient.ts';

/** The largest difference of two gradients, in shares of the largest number of the second; NaN counts as infinite. */
export function differenceOf(
  { gradient }: AdapterGradient,
  { gradient: expected }: AdapterGradient,
): number {
  let largest = 0;
  let difference = gradient.length === expected.length ? 0 : Infinity;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i] ?? 0));
    difference = Math.max(difference, Math.abs((gradient[i] ?? Number.NaN) - (expected[i] ?? 0)));
  }
  if (Number.isNaN(difference)) return Infinity;
  return difference === 0 ? 0 : difference / largest;
}
