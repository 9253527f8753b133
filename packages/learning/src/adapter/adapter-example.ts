import { SottoError } from '@sotto/core';

/** One choice of the shopper, as a matrix: what was chosen among what. */
export interface AdapterExample {
  /** The first `rank` numbers of the vector of what the shopper was interested in. */
  readonly profile: Float32Array;
  /** Candidates × `rank`, row-major, the chosen one first: the first `rank` numbers of each product's vector. */
  readonly candidates: Float32Array;
  /** What the softmax takes for each candidate, by everything but the adapter. */
  readonly base: Float32Array;
  /** How much it counts. Above 0. */
  readonly weight: number;
}

/** Numbers of a vector that an adapter reads: 64, 256 or 1,024 numbers in all. */
export const ADAPTER_RANKS = [8, 16, 32] as const;

/** One of {@link ADAPTER_RANKS}. */
export type AdapterRank = (typeof ADAPTER_RANKS)[number];

/**
 * The rank of an adapter.
 *
 * @param numbers how many it has
 * @throws model/shape where no adapter has as many
 */
export function adapterRank(numbers: number): AdapterRank {
  const rank = ADAPTER_RANKS.find((each) => each * each === numbers);
  if (rank === undefined)
    throw new SottoError(
      'model/shape',
      { origin: 'model' },
      `An adapter has 64, 256 or 1,024 numbers, not ${numbers}.`,
    );
  return rank;
}

/** @throws model/shape where the parts of an example don't fit together */
export function checkAdapterExample(
  { profile, candidates, base }: AdapterExample,
  rank: AdapterRank,
): void {
  if (base.length === 0 || profile.length !== rank || candidates.length !== base.length * rank)
    throw new SottoError(
      'model/shape',
      { origin: 'model' },
      `An example of an adapter of rank ${rank} has a profile of ${profile.length} numbers and ` +
        `${candidates.length} numbers for ${base.length} candidates.`,
    );
}
