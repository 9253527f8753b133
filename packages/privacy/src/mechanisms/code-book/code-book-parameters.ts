import { requireParameter } from '../../parameter-check.ts';

/** What client and server agree on. */
export interface CodeBookParameters {
  /** Epsilon of one report in millionths, a whole number from 1 to 16,000,000. */
  readonly microEpsilon: number;
  /** How many numbers the vector has, from 8 to 1,024. */
  readonly dimension: number;
  /** Longest Euclidean length of the vector in millionths of its unit, a whole number from 1 to 10^12. */
  readonly microClip: number;
}

/** Books of a round. A closed set, so that nobody can search for a word that weighs more. */
export const BOOKS = 4096;
/** Words of a book. */
export const WORDS = 1024;
/** A payload is `book * WORDS + word`, below this. */
export const PAYLOADS = BOOKS * WORDS;

/**
 * A vector is rotated among at least so many coordinates. With fewer the largest of them would stand out
 * so far that words of signs can't follow it, and the estimate would be biased. More do no harm: the noise
 * of each coordinate stays (decisions/frame-and-bend.md).
 */
const LEAST_FRAME = 128;

/** @throws `privacy/parameters` */
export function requireCodeBookParameters(parameters: CodeBookParameters): void {
  const { microEpsilon, dimension, microClip } = parameters;
  requireParameter(microEpsilon >= 1, 'Epsilon is at least one millionth.');
  requireParameter(
    Number.isInteger(dimension) && dimension >= 8 && dimension <= 1024,
    'Code-book response takes vectors of 8 to 1,024 numbers.',
  );
  requireParameter(
    Number.isInteger(microClip) && microClip >= 1 && microClip <= 1e12,
    'The clip is a whole number of millionths from 1 to 10^12.',
  );
}

/** @throws `privacy/parameters` */
export function requirePayload(payload: number): void {
  requireParameter(
    Number.isInteger(payload) && payload >= 0 && payload < PAYLOADS,
    'A payload is a whole number below 2^22.',
  );
}

/** Coordinates of the rotated vector and of each word: a power of two from 128 to 1,024. */
export function frameSize(dimension: number): number {
  let frame = LEAST_FRAME;
  while (frame < dimension) frame *= 2;
  return frame;
}
