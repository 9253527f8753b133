import { SottoError } from '@sotto/core';
import { checkNumbers, headChance, INTENT_DIMENSION, intentInputs } from './intent-head.ts';
import { INTENT_FEATURES } from './standardise.ts';

/** One visit that is over, as a matrix: a row for each step. */
export interface IntentVisit {
  /** Steps × 30, row-major, as `intentFeatures` gives them; oldest step first. */
  readonly features: Float32Array;
  /** Chance of a purchase that `models/intent` gave after each step. */
  readonly chances: Float32Array;
  /** Whether it ended in a purchase. */
  readonly bought: boolean;
}

/** Visits that count, the newest: a week of more is cut, and no device works longer. */
const MOST_VISITS = 20;

/**
 * The direction in which the log-likelihood of the visits' purchases rises fastest: Σ_visits Σ_n (y − p_n) / n · inputs_n
 * over the steps n of each. What a step counts must not depend on what comes after it: weights that add up to 1 for each
 * visit would tell chances how long visits become. So long visits say more, as the harmonic numbers grow.
 *
 * @param visits oldest first; the newest 20 count
 * @param numbers of the head at which it is taken
 * @returns {@link INTENT_DIMENSION} numbers; `null` where no visit has a step
 * @throws model/shape where a visit or the numbers have a wrong shape
 */
export function intentGradient(
  visits: readonly IntentVisit[],
  numbers: ArrayLike<number>,
): Float64Array | null {
  checkNumbers(numbers);
  const gradient = new Float64Array(INTENT_DIMENSION);
  let seen = false;
  for (const visit of visits.slice(-MOST_VISITS))
    for (const { weight, inputs } of weighedSteps(visit)) {
      seen = true;
      const pull = weight * (Number(visit.bought) - headChance(inputs, numbers));
      for (let i = 0; i < INTENT_DIMENSION; i++)
        gradient[i] = (gradient[i] ?? 0) + pull * (inputs[i] ?? 0);
    }
  return seen ? gradient : null;
}

/** Minus the log-likelihood whose gradient {@link intentGradient} is; the same visits count. */
export function intentLoss(visits: readonly IntentVisit[], numbers: ArrayLike<number>): number {
  checkNumbers(numbers);
  let loss = 0;
  for (const visit of visits.slice(-MOST_VISITS))
    for (const { weight, inputs } of weighedSteps(visit)) {
      const chance = headChance(inputs, numbers);
      loss -= weight * Math.log(visit.bought ? chance : 1 - chance);
    }
  return loss;
}

function* weighedSteps({
  features,
  chances,
}: IntentVisit): Generator<{ weight: number; inputs: Float64Array }> {
  if (features.length !== chances.length * INTENT_FEATURES)
    throw new SottoError('model/shape', { origin: 'model' }, 'Each step has 30 features.');
  for (let at = 0; at < chances.length; at++) {
    const row = features.subarray(at * INTENT_FEATURES, (at + 1) * INTENT_FEATURES);
    yield {
      weight: 1 / (at + 1),
      inputs: intentInputs(chances[at] ?? 0, row),
    };
  }
}
