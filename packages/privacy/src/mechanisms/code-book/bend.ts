import { squareLength } from './clip-vector.ts';
import type { CodeBookPlan } from './code-book-weights.ts';

/** Parts in which a coordinate's share of the squared length is counted. */
const SHARES = 1 << 14;

/**
 * Lengthens each coordinate w of the rotated vector to w (1 + b w^2 / |w|^2), b = (t^2 - 1) / 3.
 *
 * The mean of the words that win is not quite along the vector: for a coordinate w of a unit vector it is
 * w (1 - b w^2) up to terms of order w^5 and a common factor. This cancels it. In whole numbers below 2^53.
 */
export function bend(rotated: Int32Array, { numerator, denominator }: CodeBookPlan['bend']): void {
  const share = Math.max(1, Math.ceil(squareLength(rotated) / SHARES));
  rotated.forEach((w, i) => {
    const shares = Math.floor((w * w) / share);
    rotated[i] = w + Math.round((w * shares * numerator) / (denominator * SHARES));
  });
}
