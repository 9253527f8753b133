import type { NoisyCounts } from './noisy-counts.ts';

/**
 * Counts that differ from what is expected by no more than noise makes likely: linear empirical Bayes.
 *
 * count_i = expected_i * lift_i + noise, the lifts around 1 with a variance A that all share. A is that of the
 * largest likelihood under normal laws, less one standard error, and not below 0; then lift_i =
 * 1 + B_i (count_i / expected_i - 1) with B_i = A expected_i^2 / (A expected_i^2 + s^2), and not below 0. Where
 * nothing stands out of the noise, A is 0 and every lift is 1.
 *
 * Source: Morris, "Parametric empirical Bayes inference" (JASA 78, 1983); Efron and Morris, "Stein's estimation rule
 * and its competitors" (JASA 68, 1973).
 *
 * @param expected what each count would be if nothing stood out, above 0 where there is something
 * @returns the lifts; 1 where nothing is expected
 */
export function shrunkLifts(
  { counts, standardError }: NoisyCounts,
  expected: Float64Array,
): Float64Array {
  const noise = standardError ** 2;
  const spread = liftVariance(counts, noise, expected);
  return expected.map((each, at) => {
    const signal = spread * each * each;
    if (signal === 0) return 1;
    const kept = signal / (signal + noise);
    return Math.max(0, 1 + kept * ((counts[at] ?? 0) / each - 1));
  });
}

/** Lifts of thousands are a few products that everybody wants; what is beyond makes no difference. */
const MOST = 2 ** 20;

/** Halvings of the interval that A lies in: as fine as a number of 32 bits. */
const HALVINGS = 40;

/** A of {@link shrunkLifts}: where the slope of the likelihood is one standard error of it above 0. */
function liftVariance(counts: Float64Array, noise: number, expected: Float64Array): number {
  let [low, high] = [0, 1];
  while (high < MOST && isBelow(high, counts, noise, expected)) high *= 2;
  if (!isBelow(high * 2 ** -HALVINGS, counts, noise, expected)) return 0;
  for (let done = 0; done < HALVINGS; done += 1) {
    const middle = (low + high) / 2;
    if (isBelow(middle, counts, noise, expected)) low = middle;
    else high = middle;
  }
  return low;
}

/** Whether counts are so far from what is expected that the lifts vary by more than `spread`. */
function isBelow(
  spread: number,
  counts: Float64Array,
  noise: number,
  expected: Float64Array,
): boolean {
  let slope = 0;
  let squares = 0;
  expected.forEach((each, at) => {
    if (each === 0) return;
    const variance = spread * each * each + noise;
    const weight = (each * each) / variance;
    slope += weight * (((counts[at] ?? 0) - each) ** 2 / variance - 1);
    squares += weight * weight;
  });
  return slope > Math.sqrt(2 * squares);
}
