import type { ChannelWeights } from '@sotto/core';
import type { ChoiceExample } from '../choice/choice-example.ts';
import { candidateLogits, softmax } from '../fusion/choice-probabilities.ts';
import { FUSION_SHARPNESS, sharpnessOf } from '../fusion/fusion-gradient.ts';
import {
  FUSION_CHANNELS,
  FUSION_DIMENSION,
  FUSION_UNITS,
  lowestWeight,
  weightScale,
} from '../fusion/fusion-weights.ts';
import { solvePositive } from './solve.ts';

/** What a correction is fitted to. */
export interface CorrectionTask {
  readonly examples: readonly ChoiceExample[];
  /** The shop's own weights. */
  readonly prior: ChannelWeights;
  /** The weights of the shop's model, from which the correction leads away. */
  readonly shared: ChannelWeights;
  /** Strength λ of the ridge towards no correction. Above 0. */
  readonly ridge: number;
}

/** One step of a fit. */
export interface Step {
  readonly numbers: Float64Array;
  /** No further step would move anything. */
  readonly settled: boolean;
}

/** Steps smaller than this are none. */
const SETTLED = 1e-4;

/** How often a step that leads too far is halved. */
const HALVINGS = 12;

const CHANNELS = FUSION_CHANNELS.length;

/**
 * One step of Newton's method up the concave
 *
 * Σ_e w_e ln P_e(chosen) − λ/2 ‖Δ‖²
 *
 * within the bounds of weights: a number that is held at its bound is left out of the step, a step is cut
 * off at the bounds, and halved until it leads up. Channels that examples say nothing of stay at 0.
 *
 * Source: Bertsekas, "Projected Newton methods for optimization problems with simple constraints" (1982).
 *
 * @param numbers where it begins, {@link FUSION_DIMENSION} of them
 */
export function correctionStep(task: CorrectionTask, numbers: ArrayLike<number>): Step {
  const lowest = lowestNumbers(task);
  const start = Float64Array.from({ length: FUSION_DIMENSION }, (_, at) =>
    Math.max(lowest[at] ?? 0, numbers[at] ?? 0),
  );
  const { value, gradient, curvature } = slopeAt(task, start);
  const free = FUSION_CHANNELS.map((_, at) => at).filter(
    (at) => start[at]! > lowest[at]! || gradient[at]! > 0,
  );
  const direction = solvePositive(
    Float64Array.from(
      free.flatMap((row) => free.map((column) => curvature[row * CHANNELS + column]!)),
    ),
    Float64Array.from(free, (at) => gradient[at]!),
  );
  if (direction === undefined) return { numbers: start, settled: true };
  for (let halving = 0; halving <= HALVINGS; halving++) {
    const next = start.slice();
    for (const [i, at] of free.entries())
      next[at] = Math.max(lowest[at]!, start[at]! + direction[i]! * 0.5 ** halving);
    const moved = next.map((each, at) => each - start[at]!);
    const promised = moved.reduce((sum, each, at) => sum + each * (gradient[at] ?? 0), 0);
    if (valueAt(task, next) < value + 1e-4 * promised) continue;
    return { numbers: next, settled: moved.every((each) => Math.abs(each) < SETTLED) };
  }
  return { numbers: start, settled: true };
}

function lowestNumbers({ prior, shared }: CorrectionTask): Float64Array {
  const scale = weightScale(prior);
  const lowest = new Float64Array(FUSION_DIMENSION);
  for (const [at, name] of FUSION_CHANNELS.entries()) {
    const unit = scale * FUSION_UNITS[name];
    lowest[at] = unit > 0 ? (lowestWeight(name, shared[name]) - shared[name]) / unit : 0;
  }
  return lowest;
}

/** What one example's scores are multiplied by, for each number. */
const FACTORS = Float64Array.from(FUSION_CHANNELS, (name) => FUSION_SHARPNESS * FUSION_UNITS[name]);

function logitsAt(
  { prior, shared }: CorrectionTask,
  example: ChoiceExample,
  numbers: Float64Array,
) {
  const logits = candidateLogits(example, shared, sharpnessOf(prior));
  for (let i = 0; i < example.size; i++)
    for (let at = 0; at < CHANNELS; at++)
      logits[i]! += FACTORS[at]! * numbers[at]! * example.values[i * CHANNELS + at]!;
  return logits;
}

const penalty = (ridge: number, numbers: Float64Array): number =>
  (ridge / 2) * numbers.reduce((sum, each) => sum + each * each, 0);

function valueAt(task: CorrectionTask, numbers: Float64Array): number {
  let value = -penalty(task.ridge, numbers);
  for (const example of task.examples)
    value -= example.weight * softmax(logitsAt(task, example, numbers)).loss;
  return value;
}

/** Value, gradient and negative Hessian of what is climbed. */
function slopeAt(task: CorrectionTask, numbers: Float64Array) {
  const { ridge } = task;
  let value = -penalty(ridge, numbers);
  const gradient = numbers.map((each) => -ridge * each);
  const curvature = new Float64Array(CHANNELS * CHANNELS);
  for (let at = 0; at < CHANNELS; at++) curvature[at * CHANNELS + at] = ridge;
  for (const example of task.examples) {
    const { probabilities, loss } = softmax(logitsAt(task, example, numbers));
    value -= example.weight * loss;
    addMoments(example, probabilities, gradient, curvature);
  }
  return { value, gradient, curvature };
}

/** Adds what one example adds to the gradient, and the covariance of its values to the curvature. */
function addMoments(
  { values, size, weight }: ChoiceExample,
  probabilities: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array,
): void {
  const mean = new Float64Array(CHANNELS);
  for (let i = 0; i < size; i++)
    for (let at = 0; at < CHANNELS; at++)
      mean[at]! += probabilities[i]! * values[i * CHANNELS + at]!;
  const off = new Float64Array(CHANNELS);
  for (let at = 0; at < CHANNELS; at++)
    gradient[at]! += weight * FACTORS[at]! * (values[at]! - mean[at]!);
  for (let i = 0; i < size; i++) {
    for (let at = 0; at < CHANNELS; at++)
      off[at] = FACTORS[at]! * (values[i * CHANNELS + at]! - mean[at]!);
    const share = weight * probabilities[i]!;
    for (let row = 0; row < CHANNELS; row++)
      for (let column = 0; column <= row; column++)
        curvature[row * CHANNELS + column]! += share * off[row]! * off[column]!;
  }
}
