import { incompleteBeta } from '../../numeric/incomplete-beta.ts';
import { logGamma } from '../../numeric/log-gamma.ts';
import {
  BOOKS,
  type CodeBookParameters,
  frameSize,
  requireCodeBookParameters,
  WORDS,
} from './code-book-parameters.ts';
import { codeBookPlan, totalWeight } from './code-book-weights.ts';

/** What a report is on average, as seen along the vector that it tells of. */
export interface CodeBookMoments {
  /** Mean of the word's coordinate along the vector: 1 / gain is the weight of one report in the estimate. */
  readonly gain: number;
  /** Mean square of the coordinate along the vector. */
  readonly along: number;
  /** Mean square of the coordinate along any direction across it. */
  readonly across: number;
  /** Probability that two reports of one vector are the same: what the finite set of books costs. */
  readonly collision: number;
}

const STEP = 1 / 64;

/** Mean sums of the `top` largest of 1,024 inner products of a word and a unit vector, and of their squares. */
function topSums(frame: number, top: number): { readonly sum: number; readonly squares: number } {
  const half = (frame - 1) / 2;
  // The density of a coordinate of a point drawn on the sphere of radius sqrt(frame).
  const front = Math.exp(logGamma(frame / 2) - logGamma(half)) / Math.sqrt(Math.PI * frame);
  let sum = 0;
  let squares = 0;
  // Stryker disable next-line EqualityOperator: so far out there is nothing to add.
  for (let x = -8; x <= 8; x += STEP) {
    const density = front * (1 - (x * x) / frame) ** ((frame - 3) / 2);
    const tail = incompleteBeta(half, half, (1 - x / Math.sqrt(frame)) / 2);
    const amongTop = 1 - incompleteBeta(top, WORDS - top, tail);
    sum += WORDS * STEP * density * amongTop * x;
    squares += WORDS * STEP * density * amongTop * x * x;
  }
  return { sum, squares };
}

/**
 * The moments of a report, in closed form: with p = A / Z and q = B / Z for favoured and other words, the
 * gain is (p - q) times the mean sum of the k largest of 1,024 inner products, and the mean square along the
 * vector is (p - q) times that of their squares plus 1,024 q. The squares of all coordinates sum to the
 * frame's size, which gives the mean square across.
 *
 * One report of a vector v with the unit vector u, for the coordinate along a unit vector e, has variance
 * (clip / gain)^2 (across + (along - across) (e u)^2) - (e v)^2 over random books.
 *
 * **Condition**: rotated coordinates like those of a random direction, which the round's signs see to.
 *
 * @throws `privacy/parameters`
 */
export function codeBookMoments(parameters: CodeBookParameters): CodeBookMoments {
  requireCodeBookParameters(parameters);
  const plan = codeBookPlan(parameters.microEpsilon);
  const total = Number(totalWeight(plan, WORDS));
  const favoured = Number(plan.favoured) / total;
  const other = Number(plan.other) / total;
  const frame = frameSize(parameters.dimension);
  const { sum, squares } = topSums(frame, plan.top);
  const along = (favoured - other) * squares + WORDS * other;
  return {
    gain: (favoured - other) * sum,
    along,
    across: (frame - along) / (frame - 1),
    collision: (plan.top * favoured ** 2 + (WORDS - plan.top) * other ** 2) / BOOKS,
  };
}

/**
 * Mean squared Euclidean error of one report of a vector as long as the clip, divided by the clip squared;
 * of the mean of n reports it is an n-th. About 6.3, 1.6, 0.43 and 0.13 times the dimension for epsilon 1, 2, 4
 * and 8.
 *
 * @throws `privacy/parameters`
 */
export function codeBookError(parameters: CodeBookParameters): number {
  const { gain, along, across } = codeBookMoments(parameters);
  return (along + (parameters.dimension - 1) * across) / gain ** 2 - 1;
}
