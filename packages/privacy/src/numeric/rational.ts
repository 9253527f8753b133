import { requireParameter } from '../parameter-check.ts';

/** An exact fraction. Need not be in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  /** Above 0. */
  readonly denominator: bigint;
}

/**
 * Refuses a fraction that is not above 0.
 *
 * @throws `privacy/parameters`
 */
export function requirePositive({ numerator, denominator }: Rational, what: string): void {
  requireParameter(numerator > 0n && denominator > 0n, `${what} is a fraction above 0.`);
}
