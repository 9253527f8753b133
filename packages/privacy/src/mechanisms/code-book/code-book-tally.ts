import { requireParameter } from '../../parameter-check.ts';
import type { RoundKey } from '../../public-randomness/round-key.ts';
import { type CodeBookParameters, requireCodeBookParameters } from './code-book-parameters.ts';
import { wordReader } from './word-reader.ts';

/**
 * What is kept of the reports of one round: as much for one as for a million. Whole numbers alone, so that
 * neither the order of reports nor how tallies are merged makes a difference.
 */
export interface CodeBookTally {
  readonly reports: number;
  /** For each coordinate of the vector: sum of the words, rotated back and not yet divided by anything. */
  readonly sums: Float64Array;
  /** For each coordinate: sum of the squares of the same. */
  readonly squares: Float64Array;
}

/** Refuses a tally of another dimension. */
export function requireDimension(tally: CodeBookTally, dimension: number): void {
  requireParameter(
    tally.sums.length === dimension && tally.squares.length === dimension,
    'The tally is of another dimension.',
  );
}

/** @throws `privacy/parameters` */
export function emptyTally(parameters: CodeBookParameters): CodeBookTally {
  requireCodeBookParameters(parameters);
  const { dimension } = parameters;
  return { reports: 0, sums: new Float64Array(dimension), squares: new Float64Array(dimension) };
}

/**
 * Adds two tallies of one round; both stay as they are.
 *
 * @throws `privacy/parameters` if they are of different dimensions
 */
export function mergeTallies(a: CodeBookTally, b: CodeBookTally): CodeBookTally {
  requireDimension(a, b.sums.length);
  return {
    reports: a.reports + b.reports,
    sums: a.sums.map((sum, i) => sum + b.sums[i]!),
    squares: a.squares.map((sum, i) => sum + b.squares[i]!),
  };
}

/**
 * Adds payloads to a tally, which stays as it is: 100,000 take a fraction of a second.
 *
 * @param key of the round that the payloads were made for
 * @param payloads whole numbers from 0 to 2^22 - 1, as `codeBookResponse` gave them
 * @throws `privacy/parameters` if one is not, and then nothing is added; or for a tally of another dimension
 */
export function tallyReports(
  tally: CodeBookTally,
  parameters: CodeBookParameters,
  key: RoundKey,
  payloads: ArrayLike<number>,
): CodeBookTally {
  requireCodeBookParameters(parameters);
  requireDimension(tally, parameters.dimension);
  const read = wordReader(parameters, key);
  const sums = tally.sums.slice();
  const squares = tally.squares.slice();
  for (let at = 0; at < payloads.length; at += 1) {
    const word = read(payloads[at]!);
    // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
    for (let i = 0; i < sums.length; i += 1) {
      sums[i]! += word[i]!;
      squares[i]! += word[i]! * word[i]!;
    }
  }
  return { reports: tally.reports + payloads.length, sums, squares };
}
