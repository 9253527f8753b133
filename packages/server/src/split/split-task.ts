import {
  codeBookFrame,
  discreteGaussian,
  normSensitivity,
  sigmaSquaredFor,
  zcdpRho,
  type RandomSource,
  type Rational,
} from '@sotto/privacy';
import type { Task } from '@sotto/protocol';
import type { MechanismOf } from '../estimators/estimator.ts';

type SplitMode = Extract<Task['mode'], { readonly kind: 'split' }>;

/** A task whose reports come in two shares. */
export interface SplitTask extends Task {
  readonly mechanism: MechanismOf<'code-book'>;
  readonly mode: SplitMode;
}

export const isSplit = (task: Task): task is SplitTask =>
  task.mode.kind === 'split' && task.mechanism.kind === 'code-book';

/** Bits of the words of a task. */
export const frameOf = ({ mechanism }: SplitTask): number => codeBookFrame(mechanism.dimension);

/** What the noise of one aggregator alone is enough for. */
export const targetOf = ({ mode: { noise } }: SplitTask): { epsilon: number; delta: number } => ({
  epsilon: noise.microEpsilon / 1e6,
  delta: noise.picoDelta / 1e12,
});

/**
 * Variance of the noise that each aggregator adds to each number of a sum of words.
 *
 * Words of n bits differ by the root of n at most. The bound is that of zero-concentrated privacy, which holds for
 * discrete noise in any number of coordinates as it does for continuous noise; the exact one of Balle and Wang is
 * proven for continuous noise alone, and would save a tenth.
 */
export const noiseVariance = (task: SplitTask): Rational =>
  sigmaSquaredFor(
    normSensitivity('substitution', Math.sqrt(frameOf(task)) / 2),
    zcdpRho(targetOf(task)),
  );

/** Exact discrete Gaussian noise for each number of a sum of words. */
export function drawNoise(random: RandomSource, task: SplitTask): bigint[] {
  const variance = noiseVariance(task);
  return Array.from({ length: frameOf(task) }, () => discreteGaussian(random, variance));
}
