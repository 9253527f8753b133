import type { RoundKey } from '../../public-randomness/round-key.ts';
import { bend } from './bend.ts';
import type { CodeBookPlan } from './code-book-weights.ts';
import { rotate, roundSigns } from './rotation.ts';

/**
 * Makes of a clipped vector, in place, the one whose inner products rank the words: rotated and bent. Its
 * absolute values sum to less than 2^31: the rotated ones to 1,024 times the clip's 2^20, and what bends
 * them to 2^27.
 */
export function toRankingVector(units: Int32Array, key: RoundKey, plan: CodeBookPlan): void {
  rotate(units, roundSigns(key, units.length));
  bend(units, plan.bend);
}
