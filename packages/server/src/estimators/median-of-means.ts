import type { CoordinateEstimate } from '@sotto/privacy';
import type { Result } from '@sotto/protocol';

type Median = NonNullable<Extract<Result, { readonly kind: 'mean' }>['median']>;

/** The middle of numbers, or the mean of the two in the middle. */
function middle(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/**
 * The median of the means of groups, number by number: whatever the reports of fewer than half of the groups say moves it
 * by no more than the others differ. Reports of fakes in each group move it as they move the mean.
 *
 * **Standard error**: that of the mean times √(π/2), which is what a median of many normal means has and above what one of
 * a few has (1.20 for 16 groups).
 *
 * @param groups estimates of each group
 * @param whole the estimate of all reports
 *
 * Source: Nemirovsky and Yudin, "Problem complexity and method efficiency in optimization" (1983); for federated
 * gradients Yin, Chen, Ramchandran and Bartlett, "Byzantine-robust distributed learning" (ICML 2018).
 */
export const medianOfMeans = (
  groups: readonly (readonly CoordinateEstimate[])[],
  whole: readonly CoordinateEstimate[],
): Median => ({
  groups: groups.length,
  mean: whole.map((_, at) => middle(groups.map((group) => group[at]!.mean))),
  standardError: whole.map(({ standardError }) => Math.sqrt(Math.PI / 2) * standardError),
});
