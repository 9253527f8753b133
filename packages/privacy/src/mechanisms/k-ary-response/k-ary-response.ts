import { EXP_ONE, expFloor } from '../../exp-floor.ts';
import { requireParameter } from '../../parameter-check.ts';
import type { RandomSource } from '../../random/random-source.ts';
import { uniformBelow } from '../../random/uniform.ts';

/** What client and server agree on. */
export interface KAryParameters {
  /** Epsilon of one report in millionths, a whole number from 1 to 16,000,000. */
  readonly microEpsilon: number;
  /** How many values there are: 0 to `values - 1`. From 2 to 65,536. */
  readonly values: number;
}

/** The weights of the exact draw: `truth` for the value held, `other` for each of the rest. */
export interface KAryWeights {
  readonly truth: bigint;
  readonly other: bigint;
  /** truth + (values - 1) * other. */
  readonly total: bigint;
}

/**
 * Integer weights with truth / other <= e^epsilon.
 *
 * @throws `privacy/parameters`
 */
export function kAryWeights({ microEpsilon, values }: KAryParameters): KAryWeights {
  requireParameter(microEpsilon >= 1, 'Epsilon is at least one millionth.');
  requireParameter(
    Number.isInteger(values) && values >= 2 && values <= 65_536,
    'k-ary response takes 2 to 65,536 values.',
  );
  const truth = expFloor(microEpsilon);
  return { truth, other: EXP_ONE, total: truth + BigInt(values - 1) * EXP_ONE };
}

/**
 * k-ary randomised response: tells the truth a little more often than each other value.
 *
 * **Guarantee**: pure epsilon local differential privacy under substitution of the value. **Condition**:
 * `random` is uniform and used once. **Formula**: P(report = value) = truth/total, every other value
 * other/total. **Randomness**: one uniform integer below total.
 *
 * *Proof.* For any two values and any report the probabilities are truth/total or other/total, so their
 * ratio is at most truth/other <= e^epsilon, in whole numbers. ∎
 *
 * **Error**: see `kAryEstimate`. A shopper with nothing to report needs a value of the alphabet for it.
 *
 * Source: Warner, "Randomized response" (JASA 60, 1965); Kairouz, Oh, Viswanath, "Extremal mechanisms for
 * local differential privacy" (JMLR 17, 2016), section 4.2.
 *
 * @param value the one held, from 0 to `values - 1`
 * @returns a value of the same alphabet
 * @throws `privacy/parameters`, `privacy/randomness`
 */
export function kAryResponse(
  random: RandomSource,
  parameters: KAryParameters,
  value: number,
): number {
  const { truth, other, total } = kAryWeights(parameters);
  requireParameter(
    Number.isInteger(value) && value >= 0 && value < parameters.values,
    'The value is not one of the alphabet.',
  );
  const draw = uniformBelow(random, total);
  if (draw < truth) return value;
  const rest = Number((draw - truth) / other);
  return rest < value ? rest : rest + 1;
}
