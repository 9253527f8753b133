import { SottoError } from '@sotto/core';
import { INTENT_FEATURES, standardised } from './standardise.ts';

/** Numbers of the head: gain of the logit, bias, and a weight for each feature. */
export const INTENT_DIMENSION = INTENT_FEATURES + 2;

/**
 * What the number 1 gives a feature: together the 30 then weigh about as much as the bias and as the logit. All three are
 * told apart from noise alike, and a step's pull stays within about 2.
 */
const FEATURE_UNIT = 1 / Math.sqrt(INTENT_FEATURES);

/** Chances nearer to 0 or 1 count as this near: their logits stay finite. */
const NEAREST = 1e-6;

/** What the head sees of a step: the model's logit, 1, and the standardised features in their unit. */
export function intentInputs(chance: number, features: ArrayLike<number>): Float64Array {
  if (features.length !== INTENT_FEATURES)
    throw new SottoError('model/shape', { origin: 'model' }, 'A step has 30 features.');
  const inputs = new Float64Array(INTENT_DIMENSION);
  inputs[0] = logit(chance);
  inputs[1] = 1;
  for (let i = 0; i < INTENT_FEATURES; i++)
    inputs[i + 2] = FEATURE_UNIT * standardised(features[i] ?? 0, i);
  return inputs;
}

/** σ(logit + numbers · inputs), the logit being the first of the inputs. */
export function headChance(inputs: Float64Array, numbers: ArrayLike<number>): number {
  let sum = inputs[0] ?? 0;
  for (let i = 0; i < INTENT_DIMENSION; i++) sum += (numbers[i] ?? 0) * (inputs[i] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/**
 * The chance of a purchase as the shop has learnt to see it: σ(logit · (1 + gain) + bias + w · features / √30), on top
 * of what `models/intent` says of a step. Numbers of 0 give the model's chance back, to the last bit.
 *
 * @param chance of the model, 0 to 1
 * @param features 30, as `intentFeatures` gives them
 * @param numbers gain, bias, w: {@link INTENT_DIMENSION} finite numbers
 * @throws model/shape where features or numbers are too few or too many
 */
export function applyIntentHead(
  chance: number,
  features: ArrayLike<number>,
  numbers: ArrayLike<number>,
): number {
  checkNumbers(numbers);
  if (Array.from(numbers).every((number) => number === 0)) return chance;
  return headChance(intentInputs(chance, features), numbers);
}

/** @throws model/shape where they are not {@link INTENT_DIMENSION} finite numbers */
export function checkNumbers(numbers: ArrayLike<number>): void {
  if (numbers.length !== INTENT_DIMENSION || !Array.from(numbers).every(Number.isFinite))
    throw new SottoError(
      'model/shape',
      { origin: 'model' },
      `The intent head has ${INTENT_DIMENSION} finite numbers.`,
    );
}

function logit(chance: number): number {
  const inside = Math.max(NEAREST, Math.min(1 - NEAREST, chance));
  return Math.log(inside / (1 - inside));
}
