import type { Gradient } from './optimiser.ts';

const sumOfSquares = (numbers: readonly number[]): number =>
  numbers.reduce((sum, each) => sum + each * each, 0);

/**
 * Shortens a gradient by what of its length noise alone explains: by max(0, 1 - Σ se² / ‖mean‖²). One that is no longer
 * than noise is leaves nothing.
 *
 * Source: James and Stein, "Estimation with quadratic loss" (1961), positive part, with d · se² for (d - 2) · se².
 */
export function shrink({ mean, standardError }: Gradient): number[] {
  const length = sumOfSquares(mean);
  const kept = length === 0 ? 0 : Math.max(0, 1 - sumOfSquares(standardError) / length);
  return mean.map((each) => kept * each);
}

/** Scales a change down to a length. */
export function cap(change: readonly number[], longest: number): number[] {
  const length = Math.sqrt(sumOfSquares(change));
  return length <= longest ? [...change] : change.map((each) => (each * longest) / length);
}
