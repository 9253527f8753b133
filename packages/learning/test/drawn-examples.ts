import type { ChannelWeights, ItemVectors, Rng } from '@sotto/core';
import { EMPTY_PROFILE } from '@sotto/ranking';
import { candidateScores, softmax } from '../src/fusion/choice-probabilities.ts';
import { FUSION_CHANNELS, type ChoiceExample } from '../src/index.ts';

/** How {@link drawExamples} draws. */
export interface DrawOptions {
  readonly count: number;
  /** Candidates of each example. Default 40. */
  readonly size?: number;
  /** By what the shopper chooses: chances go with the exponential of sharpness × score + liking. */
  readonly weights: ChannelWeights;
  readonly sharpness: number;
  /** What the shopper likes beside what channels say, by product. Default nothing. */
  readonly liking?: (item: number) => number;
  /** Products of the shop. Default 300. */
  readonly products?: number;
}

/** Channels that are told in these examples; the others are 0, as without data. */
const TOLD = new Set([
  'terms',
  'semantic',
  'category',
  'brand',
  'price',
  'popularity',
  'freshness',
]);

/** Choices of a shopper whose weights are known. */
export function drawExamples(rng: Rng, options: DrawOptions): ChoiceExample[] {
  const { count, size = 40, weights, sharpness, liking = () => 0, products = 300 } = options;
  return Array.from({ length: count }, (_, at) => {
    const columns = FUSION_CHANNELS.length;
    const values = Float32Array.from({ length: size * columns }, (_, i) =>
      TOLD.has(FUSION_CHANNELS[i % columns] ?? '') ? rng.next() * rng.next() : 0,
    );
    const items = Uint32Array.from({ length: size }, () => Math.floor(rng.next() * products));
    const logits = candidateScores({ values, size }, weights).map(
      (score, i) => sharpness * score + liking(items[i] ?? 0),
    );
    const chosen = drawFrom(rng, softmax(logits).probabilities);
    swapRows(values, chosen, columns);
    [items[0], items[chosen]] = [items[chosen] ?? 0, items[0] ?? 0];
    const standsFor = new Float32Array(size);
    return { values, size, standsFor, weight: 1, items, profile: EMPTY_PROFILE, at };
  });
}

/** Vectors of length 1 in random directions. */
export function drawVectors(rng: Rng, size: number, dimensions: number): ItemVectors {
  const codes = Int8Array.from({ length: size * dimensions }, () =>
    Math.round((rng.next() + rng.next() + rng.next() - 1.5) * 80),
  );
  const scale = Float32Array.from({ length: size }, (_, item) => {
    const own = codes.subarray(item * dimensions, (item + 1) * dimensions);
    return 1 / Math.sqrt(own.reduce((sum, code) => sum + code * code, 1e-9));
  });
  return { dimensions, codes, scale };
}

function drawFrom(rng: Rng, probabilities: Float64Array): number {
  let left = rng.next();
  for (const [at, chance] of probabilities.entries()) if ((left -= chance) < 0) return at;
  return 0;
}

function swapRows(values: Float32Array, row: number, columns: number): void {
  const first = values.slice(0, columns);
  values.copyWithin(0, row * columns, (row + 1) * columns);
  values.set(first, row * columns);
}
