/** How often a report supports a value: `truth` if the reporter holds it, `other` if not. */
export interface SupportRates {
  readonly truth: number;
  readonly other: number;
}

/** How many of `reports` hold a value, judged by how many support it. */
export interface CountEstimate {
  /** Unbiased; may lie below 0 or above the number of reports. */
  readonly count: number;
  /** Square root of the variance at the estimated count (at 0 or all reports if it lies beyond). */
  readonly standardError: number;
  /** Ends of the two-sided interval, within [0, reports]. */
  readonly low: number;
  readonly high: number;
}

/** What was observed of one value. */
export interface Support {
  readonly reports: number;
  readonly supporting: number;
  /** Variance of `supporting` beyond that of independent reports. */
  readonly extraVariance: number;
}

/** Variance of the support when `count` of the reporters hold the value. */
function supportVariance(
  { truth, other }: SupportRates,
  { reports, extraVariance }: Support,
  count: number,
): number {
  return count * truth * (1 - truth) + (reports - count) * other * (1 - other) + extraVariance;
}

/** The count at which `supporting` lies z standard deviations off its mean; `side` -1 below, 1 above. */
function scoreEnd(rates: SupportRates, support: Support, z: number, side: -1 | 1): number {
  const gain = rates.truth - rates.other;
  const excess = support.supporting + side / 2 - support.reports * rates.other;
  const base = supportVariance(rates, support, 0);
  const slope = supportVariance(rates, support, 1) - base;
  const middle = 2 * excess * gain + z * z * slope;
  const spread = z * z * slope * slope + 4 * gain * (excess * slope + gain * base);
  return (middle + side * z * Math.sqrt(Math.max(0, spread))) / (2 * gain * gain);
}

/**
 * Estimates the count behind a support that is Bin(count, truth) + Bin(reports - count, other):
 * count = (supporting - reports * other) / (truth - other), with the variance of that law divided by
 * (truth - other)^2, and the interval of all counts whose score test, with continuity correction, does not
 * reject.
 *
 * @param z half-width of the interval in standard errors, see `normalHalfWidth`
 *
 * Source: the score interval of Wilson, "Probable inference" (JASA 22, 1927), for a sum of two binomials.
 */
export function estimateCount(rates: SupportRates, support: Support, z: number): CountEstimate {
  const within = (count: number): number => Math.min(Math.max(count, 0), support.reports);
  const gain = rates.truth - rates.other;
  const count = (support.supporting - support.reports * rates.other) / gain;
  return {
    count,
    standardError: Math.sqrt(supportVariance(rates, support, within(count))) / gain,
    low: within(scoreEnd(rates, support, z, -1)),
    high: within(scoreEnd(rates, support, z, 1)),
  };
}
