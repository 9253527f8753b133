/** Features of a step, as `models/intent/README.md` lists them. */
export const INTENT_FEATURES = 30;

/** Beyond this many deviations a feature says no more: no visit pulls further than others. */
const MOST_DEVIATIONS = 3;

/**
 * Mean and deviation of each feature over the visits that `models/intent` learnt from, step n weighed n^-0.5. The
 * hour's are of one evening there; here they are those of all hours alike.
 */
const SCALES: readonly (readonly [mean: number, deviation: number])[] = [
  [5.874, 2.179],
  [1.628, 0.765],
  [2.513, 1.083],
  [1.231, 0.592],
  [3.463, 1.331],
  [-1.282, 0.831],
  [0.231, 0.422],
  [3.915, 1.809],
  [0.918, 1.001],
  [0.352, 0.347],
  [2.456, 2.724],
  [0.682, 0.815],
  [0.185, 0.265],
  [0.148, 0.239],
  [0.256, 0.298],
  [0.49, 0.684],
  [0.503, 0.737],
  [0.179, 0.387],
  [0.008, 0.09],
  [0.201, 1.164],
  [1.146, 1.175],
  [0.014, 0.118],
  [0.047, 0.442],
  [0.596, 0.848],
  [1.439, 0.935],
  [0.612, 0.487],
  [1.185, 1.224],
  [2.34, 2.099],
  [0, Math.SQRT1_2],
  [0, Math.SQRT1_2],
];

/**
 * Feature `index` of a step in deviations from its mean, -3 to 3; 0 for a number that is not finite.
 *
 * @param value as `intentFeatures` gives it
 */
export function standardised(value: number, index: number): number {
  const [mean, deviation] = SCALES[index] ?? [0, 1];
  const deviations = (value - mean) / deviation;
  if (!Number.isFinite(deviations)) return 0;
  return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
}
