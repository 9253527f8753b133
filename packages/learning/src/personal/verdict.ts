/** Fewest held-back examples that may speak for a model. */
export const LEAST_HELD_BACK = 3;

/** Standard errors by which the mean gain must lie above 0. */
const MARGIN = 1;

/**
 * Whether a model that was fitted to older choices helps with newer ones: its mean gain on the examples that
 * were held back lies more than its standard error above 0. A model of noise loses there what it gained where
 * it was fitted, so it passes less often than one time in five (Student's t of three gains), and what passes is small.
 *
 * @param gains of each held-back choice: how much higher the model puts it
 */
export function helps(gains: readonly number[]): boolean {
  const n = gains.length;
  if (n < LEAST_HELD_BACK) return false;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n;
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  return mean > MARGIN * Math.sqrt(squares / (n - 1) / n);
}
