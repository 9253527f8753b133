/** A sum of independent numbers with a common mean, as far as it is known. */
export interface Evidence {
  /** How many numbers. */
  readonly reports: number;
  /** Their sum, estimated without bias. */
  readonly sum: number;
  /** Variance of that estimate: of the numbers and of the noise. */
  readonly variance: number;
  /** At which variance the bounds are narrowest; fixed before the first number is seen. */
  readonly tuning: number;
}

/** Bounds of a mean. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Where the bounds should be narrowest at a variance V: V / (2 ln(1/α) + ln(1 + 2 ln(1/α))).
 *
 * Source: Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences"
 * (Annals of Statistics 49, 2021), section 3.5.
 */
export function tuningFor(variance: number, alpha: number): number {
  const log = 2 * Math.log(1 / alpha);
  return variance / (log + Math.log(1 + log));
}

/**
 * Bounds that hold the true mean at every look at once, but for a chance of α: sum ± √((V + ρ) ln((V + ρ) / (ρ α²))), over
 * the number of reports, with V the variance of the sum and ρ the tuning. So one may look after each round and stop when
 * one likes.
 *
 * **Condition**: the sum is of independent numbers and nearly normal from the first look on, which hundreds of reports of
 * a few values are; V is then known well enough from the reports themselves (an asymptotic confidence sequence).
 *
 * Source: the normal mixture of Robbins, "Statistical methods related to the law of the iterated logarithm" (Annals of
 * Mathematical Statistics 41, 1970); Howard et al. 2021, equation 14; estimated variances: Waudby-Smith, Arbour, Sinha,
 * Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences" (Annals of Statistics 52,
 * 2024).
 */
export function boundsOf({ reports, sum, variance, tuning }: Evidence, alpha: number): Interval {
  const spread = variance + tuning;
  const width = Math.sqrt(spread * Math.log(spread / (tuning * alpha * alpha)));
  return { mean: sum / reports, low: (sum - width) / reports, high: (sum + width) / reports };
}
