import { requireParameter } from '../../parameter-check.ts';
import type { RoundKey } from '../../public-randomness/round-key.ts';
import { codeBookMoments } from './code-book-moments.ts';
import { type CodeBookParameters, frameSize } from './code-book-parameters.ts';
import type { CodeBookTally } from './code-book-tally.ts';
import { rotateBack, roundSigns } from './rotation.ts';

/** All that is known of the words of a round where nobody sees a word. */
export interface WordSum {
  readonly reports: number;
  /** For each coordinate of the frame, how many words have a plus there, with the noise that was added. */
  readonly pluses: readonly number[];
  /** Variance of that noise in each coordinate. */
  readonly noiseVariance: number;
}

/**
 * The tally that `codeBookEstimate` takes, from a sum of words.
 *
 * How the words spread is not in a sum, so the squares are the largest that they can be on average, those along
 * the vector that all would report. Intervals hold what they say, and are too wide for coordinates across: by the
 * root of `along`, 1.8 at epsilon 4. The noise is in them: with words of 1 and -1 it counts twice, its variance four
 * times, and rotating back keeps it, as it does the length of vectors.
 *
 * @param key of the round
 * @throws `privacy/parameters`
 */
export function wordSumTally(
  parameters: CodeBookParameters,
  key: RoundKey,
  { reports, pluses, noiseVariance }: WordSum,
): CodeBookTally {
  const { along } = codeBookMoments(parameters);
  const frame = frameSize(parameters.dimension);
  requireParameter(pluses.length === frame, 'The words are of another frame.');
  requireParameter(reports >= 2, 'An estimate needs two reports.');
  const words = Float64Array.from(pluses, (plus) => 2 * plus - reports);
  rotateBack(words, roundSigns(key, frame));
  const squares = frame * (reports * along + (4 * noiseVariance * (reports - 1)) / reports);
  return {
    reports,
    sums: words.slice(0, parameters.dimension),
    squares: new Float64Array(parameters.dimension).fill(squares),
  };
}
