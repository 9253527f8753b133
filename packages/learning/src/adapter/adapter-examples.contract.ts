import { seededRng } from '@sotto/core';
import type { AdapterExample, AdapterRank } from './adapter-example.ts';

/** Examples as a device has them: vectors of length about 1, candidates of different numbers. */
export function someAdapterExamples(
  rank: AdapterRank,
  count = 20,
  candidates = 100,
): AdapterExample[] {
  const rng = seededRng(rank);
  const vector = (length: number, scale: number): Float32Array =>
    Float32Array.from({ length }, () => (rng.next() - 0.5) * scale);
  return Array.from({ length: count }, (_, at) => {
    const size = candidates - (at % 7);
    return {
      profile: vector(rank, 2 / Math.sqrt(rank)),
      candidates: vector(rank * size, 2 / Math.sqrt(rank)),
      base: vector(size, 4),
      weight: 0.25 + rng.next(),
    };
  });
}

/** Numbers of an adapter that has learnt something. */
export function someAdapterNumbers(rank: AdapterRank): Float64Array {
  const rng = seededRng(-rank);
  return Float64Array.from({ length: rank * rank }, () => (rng.next() - 0.5) * 0.8);
}
