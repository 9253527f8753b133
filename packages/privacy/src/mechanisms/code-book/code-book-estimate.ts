import { normalHalfWidth } from '../../numeric/normal.ts';
import { requireParameter } from '../../parameter-check.ts';
import { codeBookMoments } from './code-book-moments.ts';
import { type CodeBookParameters, frameSize } from './code-book-parameters.ts';
import { type CodeBookTally, requireDimension } from './code-book-tally.ts';

/** The mean of one coordinate over all reporters, in the unit of the vector. */
export interface CoordinateEstimate {
  readonly mean: number;
  readonly standardError: number;
  /** Ends of the two-sided interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * The mean vector of all who reported: clip / gain times the mean word, rotated back. Who had nothing to
 * report counts as a zero vector.
 *
 * **Unbiased** over rounds for vectors no longer than the clip (longer ones count as clipped), but for what
 * words of signs can't follow: less than 0.3 % of the vector up to epsilon 4 and 1.5 % at 8, at the smallest
 * frame of 128; with the frame it falls. **Standard error**: the spread of the words themselves, whatever the
 * vectors were, and what a finite set of books adds if all reported one and the same vector. That part,
 * 0.1 % of the clip at epsilon 4 and 0.3 % at 8, does not fall with the number of reports.
 *
 * @param confidence of each coordinate's interval by itself, such as 0.95
 * @throws `privacy/parameters`, also for fewer than two reports
 */
export function codeBookEstimate(
  parameters: CodeBookParameters,
  tally: CodeBookTally,
  confidence: number,
): CoordinateEstimate[] {
  const { reports, sums, squares } = tally;
  requireParameter(reports >= 2, 'An estimate needs two reports.');
  requireDimension(tally, parameters.dimension);
  const { gain, collision } = codeBookMoments(parameters);
  const frame = frameSize(parameters.dimension);
  const scale = parameters.microClip / 1e6 / gain;
  const z = normalHalfWidth(confidence);
  return Array.from(sums, (sum, i) => {
    const word = sum / reports / Math.sqrt(frame);
    const variance = (squares[i]! / frame - reports * word * word) / (reports - 1);
    const mean = scale * word;
    const standardError = scale * Math.sqrt(variance / reports + collision);
    return { mean, standardError, low: mean - z * standardError, high: mean + z * standardError };
  });
}
