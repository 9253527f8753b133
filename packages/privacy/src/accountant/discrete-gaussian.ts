import { requireParameter } from '../parameter-check.ts';
import type { Sensitivity } from './sensitivity.ts';
import { requireEpsilon } from './target.ts';

/** Sum of e^(-x^2 / (2 sigma^2)) over whole x. */
function normaliser(sigmaSquared: number): number {
  let sum = 0;
  for (let x = 1; ; x += 1) {
    const next = sum + Math.exp((-x * x) / (2 * sigmaSquared));
    if (next === sum) return 1 + 2 * sum;
    sum = next;
  }
}

/**
 * The exact delta of one discrete Gaussian release in one coordinate at an epsilon:
 * sum over x of [P(x) - e^epsilon P(x + D)]+ for a neighbour at distance D, where the terms are positive from
 * x > epsilon sigma^2 / D - D / 2 on. Nothing cancels.
 *
 * It may exceed that of continuous noise of the same sigma. Releases in several coordinates, or several of
 * them, compose by `gaussianRho`.
 *
 * @param sensitivity in one coordinate; a whole number
 * @param sigmaSquared above 0, at most 10^10
 * @throws `privacy/parameters`
 *
 * Source: Canonne, Kamath, Steinke, "The discrete Gaussian for differential privacy" (NeurIPS 2020),
 * theorem 7.
 */
export function discreteGaussianDelta(
  { distance }: Sensitivity,
  sigmaSquared: number,
  epsilon: number,
): number {
  requireEpsilon(epsilon);
  requireParameter(Number.isSafeInteger(distance), 'The distance is a whole number.');
  requireParameter(
    sigmaSquared > 0 && sigmaSquared <= 1e10,
    'Sigma squared is above 0, at most 10^10.',
  );
  const loss = (x: number): number => ((2 * x + distance) * distance) / (2 * sigmaSquared);
  let sum = 0;
  for (let x = Math.ceil((epsilon * sigmaSquared) / distance - distance / 2); ; x += 1) {
    const gain = -Math.expm1(epsilon - loss(x));
    const next = sum + gain * Math.exp((-x * x) / (2 * sigmaSquared));
    // Up to 0 the weights grow, and at the first place the gain may be 0.
    if (Math.min(x, gain) > 0 && next === sum) break;
    sum = next;
  }
  return Math.min(1, sum / normaliser(sigmaSquared));
}
