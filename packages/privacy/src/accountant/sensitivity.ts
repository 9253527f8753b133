import { requireParameter } from '../parameter-check.ts';

/**
 * Which data sets are neighbours: `substitution`, where one person's contribution is replaced by any other
 * and the number of people is public; or `addition-removal`, where one person's contribution is there or
 * not.
 */
export type Adjacency = 'substitution' | 'addition-removal';

/** How far a neighbour can move a sum. Carries the adjacency along, so that no claim is made without it. */
export interface Sensitivity {
  readonly adjacency: Adjacency;
  /** In the norm that the mechanism asks for: L2 for Gaussian noise, L1 for Laplace noise. */
  readonly distance: number;
}

function sensitivity(adjacency: Adjacency, substitution: number, removal: number): Sensitivity {
  const distance = adjacency === 'substitution' ? substitution : removal;
  requireParameter(
    (adjacency === 'substitution' || adjacency === 'addition-removal') &&
      distance > 0 &&
      distance < Infinity,
    'A sensitivity has an adjacency and a finite distance above 0.',
  );
  return { adjacency, distance };
}

/**
 * Of a sum of contributions that are each clipped to a norm: 2 * norm if one is substituted (it may turn
 * round), norm if one is added or removed. Holds in every norm.
 *
 * @throws `privacy/parameters`
 */
export function normSensitivity(adjacency: Adjacency, norm: number): Sensitivity {
  return sensitivity(adjacency, 2 * norm, norm);
}

/**
 * Of a histogram to which each adds one to one cell, in the L2 norm: sqrt(2) if one is substituted, 1 if one
 * is added or removed. In the L1 norm it is that of {@link normSensitivity} for norm 1.
 *
 * @throws `privacy/parameters`
 */
export function histogramSensitivity(adjacency: Adjacency): Sensitivity {
  return sensitivity(adjacency, Math.SQRT2, 1);
}
