import { EXP_ONE, expFloor } from '../../exp-floor.ts';
import { WORDS } from './code-book-parameters.ts';

/** The weights of the exact draw among ranked words. */
export interface CodeBookWeights {
  /** How many words are favoured: those of the highest inner products. */
  readonly top: number;
  /** Weight of each of them. */
  readonly favoured: bigint;
  /** Weight of each other word. */
  readonly other: bigint;
}

/** What follows from epsilon alone. */
export interface CodeBookPlan extends CodeBookWeights {
  /** (t^2 - 1) / 3 as a fraction, where a score above t standard deviations is a top score. */
  readonly bend: { readonly numerator: number; readonly denominator: number };
}

/** Half the tosses of a fair coin whose heads are the bell curve of the rule. */
const HALF = 512;

/** How many sequences of tosses have HALF + i heads, for one that has HALF. Sums to about one half of all. */
function headsAbove(): Float64Array {
  const sequences = new Float64Array(HALF + 1);
  sequences[0] = 1;
  // Stryker disable next-line EqualityOperator: a typed array takes nothing behind its end.
  for (let i = 0; i < HALF; i += 1)
    sequences[i + 1] = (sequences[i]! * (HALF - i)) / (HALF + i + 1);
  return sequences;
}

/**
 * How many words are favoured. Sums, products and quotients of doubles, which every engine rounds alike, so
 * that client and server agree bit for bit; privacy holds for any number of favoured words.
 *
 * A report moves along the vector by (A - B) S / (k A + (M - k) B), where S is the sum of the k largest of M
 * inner products. The rule takes the inner products for heads among 1,024 tosses and tries every threshold.
 * If a share T of all sequences has h heads or more, and a share C exactly h, their heads exceed their tails
 * by h C on average over all; so it keeps the h with the largest h C / (T (A - B) + B). That rises and then
 * falls, and the search ends where it first falls.
 *
 * @param microEpsilon epsilon in millionths, a whole number from 0 to 16,000,000
 * @throws `privacy/parameters`
 */
export function codeBookPlan(microEpsilon: number): CodeBookPlan {
  const favoured = expFloor(microEpsilon);
  const excess = Number(favoured - EXP_ONE) / Number(EXP_ONE);
  const sequences = headsAbove();
  const all = 2 * sequences.reduce((sum, each) => sum + each, 0) - 1;
  // Stryker disable next-line ObjectLiteral: the first threshold that favours a word takes its place.
  let best = { gain: 0, top: 0, above: 0 };
  let tail = 0;
  // Stryker disable next-line EqualityOperator: the search ends before.
  for (let above = HALF; above >= 0; above -= 1) {
    tail += sequences[above]!;
    const top = Math.round((WORDS * tail) / all);
    const gain = ((HALF + above) * sequences[above]!) / (tail * excess + all);
    // Stryker disable next-line EqualityOperator: no two gains are equal.
    if (gain < best.gain) break;
    if (top > 0) best = { gain, top, above };
  }
  return {
    top: best.top,
    favoured,
    other: EXP_ONE,
    bend: { numerator: 2 * best.above * best.above - HALF, denominator: 3 * HALF },
  };
}

/** Sum of the weights of `words` words. */
export function totalWeight({ top, favoured, other }: CodeBookWeights, words: number): bigint {
  return BigInt(top) * favoured + BigInt(words - top) * other;
}
