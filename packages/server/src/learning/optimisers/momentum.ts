import type { Optimiser } from './optimiser.ts';

/**
 * Gradient ascent with momentum: m ← μ m + g, change = rate · m. In one direction all the time it comes to rate / (1 - μ)
 * of the gradient.
 *
 * Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964), in the form of Sutskever
 * et al., "On the importance of initialization and momentum in deep learning" (ICML 2013).
 */
export const momentum = (rate: number, mu: number): Optimiser => ({
  step({ steps, first, second }, gradient) {
    const next = first.map((each, at) => mu * each + gradient[at]!);
    return {
      state: { steps: steps + 1, first: next, second },
      change: next.map((each) => rate * each),
    };
  },
});
