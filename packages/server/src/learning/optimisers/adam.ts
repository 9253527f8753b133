import type { Optimiser } from './optimiser.ts';

/** Keeps the step of a number without gradients finite. */
const FLOOR = 1e-8;

/**
 * Adam: each number goes by the mean of its gradients over the root of the mean of their squares, both running and
 * corrected for having begun at zero. So a number whose gradients are noise goes less far than one whose gradients agree.
 *
 * @param rate the step of a number whose gradients agree
 * @param beta1 memory of the mean
 * @param beta2 memory of the squares
 *
 * Source: Kingma and Ba, "Adam: a method for stochastic optimization" (ICLR 2015), algorithm 1; on a server over rounds,
 * Reddi et al., "Adaptive federated optimization" (ICLR 2021).
 */
export const adam = (rate: number, beta1: number, beta2: number): Optimiser => ({
  step(state, gradient) {
    const steps = state.steps + 1;
    const first = state.first.map((each, at) => beta1 * each + (1 - beta1) * gradient[at]!);
    const second = state.second.map((each, at) => beta2 * each + (1 - beta2) * gradient[at]! ** 2);
    const change = first.map((each, at) => {
      const mean = each / (1 - beta1 ** steps);
      const square = second[at]! / (1 - beta2 ** steps);
      return (rate * mean) / (Math.sqrt(square) + FLOOR);
    });
    return { state: { steps, first, second }, change };
  },
});
