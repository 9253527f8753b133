import { bisect, bisectUp } from '../numeric/bisect.ts';
import type { Rational } from '../numeric/rational.ts';
import { requireParameter } from '../parameter-check.ts';
import type { Sensitivity } from './sensitivity.ts';
import { meets, type PrivacyTarget, requireDelta, requireEpsilon } from './target.ts';

function requireRho(rho: number): void {
  requireParameter(rho >= 0 && rho < Infinity, 'Rho is a finite number from 0.');
}

/**
 * Rho of one release with Gaussian noise, continuous or discrete: distance^2 / (2 sigma^2). Rhos of several
 * releases add up.
 *
 * @param sensitivity in the L2 norm
 * @throws `privacy/parameters`
 *
 * Source: Bun, Steinke, "Concentrated differential privacy" (TCC 2016), proposition 1.6; Canonne, Kamath,
 * Steinke, "The discrete Gaussian for differential privacy" (NeurIPS 2020), theorem 4.
 */
export function gaussianRho({ distance }: Sensitivity, sigmaSquared: number): number {
  requireParameter(sigmaSquared > 0 && sigmaSquared < Infinity, 'Sigma squared is above 0.');
  return (distance * distance) / (2 * sigmaSquared);
}

/**
 * Rho of one pure release: epsilon^2 / 2.
 *
 * @throws `privacy/parameters`
 *
 * Source: Bun, Steinke (TCC 2016), proposition 1.4.
 */
export function pureRho(epsilon: number): number {
  requireEpsilon(epsilon);
  return (epsilon * epsilon) / 2;
}

/**
 * A delta at which rho-zCDP gives (epsilon, delta) privacy: the smallest, over orders a > 1, of
 * e^((a - 1)(a rho - epsilon)) (1 - 1/a)^a / (a - 1). Every order gives a valid one; the best is where
 * (2a - 1) rho - epsilon + log(1 - 1/a) passes 0.
 *
 * @throws `privacy/parameters`
 *
 * Source: Canonne, Kamath, Steinke (NeurIPS 2020), section 2.3, and their cdp2adp.py.
 */
export function zcdpDelta(rho: number, epsilon: number): number {
  requireRho(rho);
  requireEpsilon(epsilon);
  if (rho === 0) return 0;
  const slope = (order: number): number => (2 * order - 1) * rho - epsilon + Math.log1p(-1 / order);
  // Stryker disable next-line EqualityOperator: a neighbouring double is as good an order.
  const order = bisect(1, (epsilon + 1) / (2 * rho) + 2, (order) => slope(order) > 0).high;
  const exponent = (order - 1) * (order * rho - epsilon) + order * Math.log1p(-1 / order);
  return Math.min(1, Math.exp(exponent) / (order - 1));
}

/**
 * The smallest epsilon that {@link zcdpDelta} gives at a delta, rounded up.
 *
 * @throws `privacy/parameters`
 */
export function zcdpEpsilon(rho: number, delta: number): number {
  requireRho(rho);
  requireDelta(delta);
  const enough = (epsilon: number): boolean => meets(zcdpDelta(rho, epsilon), delta);
  if (enough(0)) return 0;
  return bisectUp(enough).high;
}

/**
 * The largest rho whose {@link zcdpDelta} meets a target, rounded down.
 *
 * @throws `privacy/parameters`
 */
export function zcdpRho({ epsilon, delta }: PrivacyTarget): number {
  requireEpsilon(epsilon);
  requireDelta(delta);
  const exceeds = (rho: number): boolean => !meets(zcdpDelta(rho, epsilon), delta);
  return bisectUp(exceeds).low;
}

/** Denominator of {@link sigmaSquaredFor}. */
const STEPS = 2 ** 20;

/**
 * Sigma squared of discrete Gaussian noise for a rho, rounded up: distance^2 / (2 rho) in steps of 2^-20.
 *
 * @param sensitivity in the L2 norm
 * @param rho of one release, above 0: for k of them a k-th of what {@link zcdpRho} gives
 * @throws `privacy/parameters`
 */
export function sigmaSquaredFor({ distance }: Sensitivity, rho: number): Rational {
  const steps = ((distance * distance) / (2 * rho)) * STEPS * (1 + 4 * Number.EPSILON);
  requireParameter(steps > 0 && steps < Infinity, 'Rho is a finite number above 0.');
  return { numerator: BigInt(Math.ceil(steps)), denominator: BigInt(STEPS) };
}
