import type { Gradient } from './optimiser.ts';

/** A gradient, and how many reports it is the mean of. */
export interface CountedGradient extends Gradient {
  readonly reports: number;
}

/**
 * The mean over all reports of rounds that were measured at the same numbers.
 *
 * @param rounds one or more, of one length
 */
export function pool(rounds: readonly CountedGradient[]): Gradient {
  const reports = rounds.reduce((sum, each) => sum + each.reports, 0);
  const over = (of: (round: CountedGradient, at: number) => number): number[] =>
    rounds[0]!.mean.map((_, at) => rounds.reduce((sum, each) => sum + of(each, at), 0));
  return {
    mean: over((each, at) => (each.reports / reports) * each.mean[at]!),
    standardError: over(
      (each, at) => ((each.reports / reports) * each.standardError[at]!) ** 2,
    ).map(Math.sqrt),
  };
}
