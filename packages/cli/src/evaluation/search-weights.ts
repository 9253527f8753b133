import type { Rng } from '@sotto/core';

/** Weights that are tried: about two steps for each doubling. */
export const WEIGHT_GRID: readonly number[] = [
  0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10,
];

/** What a search found. */
export interface FoundWeights {
  readonly weights: Float64Array;
  /** What the objective gave for them. */
  readonly value: number;
  /** How often the objective was asked. */
  readonly evaluations: number;
}

/** Rounds over all weights after which a start is given up; it settles in two or three. */
const MAX_ROUNDS = 6;

/** An improvement smaller than this is chance. */
const TOLERANCE = 1e-6;

/**
 * Coordinate ascent on {@link WEIGHT_GRID} from given and random starts: one weight after the other
 * takes the grid value that the objective likes best, until a round changes nothing. Scores have no
 * unit, so the first weight stays as it is and the others are found beside it.
 *
 * @param starts where to begin, each with one weight a channel; at least one.
 * @param randomStarts further starts, drawn from the grid.
 */
export function searchWeights(
  objective: (weights: Float64Array) => number,
  starts: readonly Float64Array[],
  randomStarts: number,
  rng: Rng,
): FoundWeights {
  const channels = starts[0]?.length ?? 0;
  const fixed = starts[0]?.[0] ?? 0;
  const drawn = Array.from({ length: randomStarts }, () =>
    Float64Array.from({ length: channels }, (_, at) => (at === 0 ? fixed : draw(rng))),
  );
  let evaluations = 0;
  const counted = (weights: Float64Array) => {
    evaluations++;
    return objective(weights);
  };
  let best = { weights: new Float64Array(channels), value: -Infinity };
  for (const start of [...starts, ...drawn]) {
    const found = ascend(counted, start);
    if (found.value > best.value + TOLERANCE) best = found;
  }
  return { ...best, evaluations };
}

const draw = (rng: Rng): number => WEIGHT_GRID[Math.floor(rng.next() * WEIGHT_GRID.length)] ?? 0;

function ascend(objective: (weights: Float64Array) => number, start: Float64Array) {
  const weights = Float64Array.from(start);
  let value = objective(weights);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = value;
    for (let at = 1; at < weights.length; at++) {
      const kept = weights[at] ?? 0;
      let bestWeight = kept;
      for (const candidate of WEIGHT_GRID) {
        weights[at] = candidate;
        const found = candidate === kept ? value : objective(weights);
        if (found > value + TOLERANCE) [value, bestWeight] = [found, candidate];
      }
      weights[at] = bestWeight;
    }
    if (value <= before + TOLERANCE) break;
  }
  return { weights, value };
}
