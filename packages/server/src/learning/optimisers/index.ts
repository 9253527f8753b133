import type { OptimiserSettings } from '../settings.ts';
import { adam } from './adam.ts';
import { momentum } from './momentum.ts';
import { newState, type Gradient, type Optimiser, type OptimiserState } from './optimiser.ts';
import { cap, shrink } from './shrink.ts';

/** Numbers that are learnt, and where their optimiser stands. */
export interface Learnt {
  readonly numbers: readonly number[];
  readonly state: OptimiserState;
}

/** Numbers of a part that nothing was learnt of: the release's. */
export const unlearnt = (length: number): Learnt => ({
  numbers: Array<number>(length).fill(0),
  state: newState(length),
});

/** Numbers are published in millionths, which is far below any noise. */
const rounded = (number: number): number => Math.round(number * 1e6) / 1e6;

function optimiserOf(settings: OptimiserSettings): Optimiser {
  return settings.kind === 'adam'
    ? adam(settings.rate, settings.momentum, settings.memory)
    : momentum(settings.rate, settings.momentum);
}

/**
 * Goes a step: the gradient is shortened by its noise, the optimiser's change is made smaller from step to step (Robbins
 * and Monro 1951: 1 / (1 + steps / halfAfter)) and capped in length, and the numbers first
 * drawn towards zero, which is the release, by `decay`.
 */
export function stepOf(settings: OptimiserSettings, learnt: Learnt, gradient: Gradient): Learnt {
  const used = settings.shrink ? shrink(gradient) : gradient.mean;
  const { state, change } = optimiserOf(settings).step(learnt.state, used);
  const slower = change.map((each) => each / (1 + learnt.state.steps / settings.halfAfter));
  const capped = cap(slower, settings.cap);
  return {
    numbers: learnt.numbers.map((each, at) => rounded((1 - settings.decay) * each + capped[at]!)),
    state,
  };
}
