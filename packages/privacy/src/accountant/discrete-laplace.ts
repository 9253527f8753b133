import type { Rational } from '../numeric/rational.ts';
import { requireParameter } from '../parameter-check.ts';
import type { Sensitivity } from './sensitivity.ts';

/**
 * The smallest scale of discrete Laplace noise that is pure epsilon private: distance / epsilon, exact.
 *
 * @param sensitivity in the L1 norm; a whole number
 * @param microEpsilon in millionths, a whole number from 1
 * @throws `privacy/parameters`
 */
export function discreteLaplaceScale({ distance }: Sensitivity, microEpsilon: number): Rational {
  requireParameter(Number.isSafeInteger(distance), 'The distance is a whole number.');
  requireParameter(
    Number.isSafeInteger(microEpsilon) && microEpsilon >= 1,
    'Epsilon is a whole number of millionths from 1.',
  );
  return { numerator: BigInt(distance) * 1_000_000n, denominator: BigInt(microEpsilon) };
}
