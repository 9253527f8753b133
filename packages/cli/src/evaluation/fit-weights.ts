import { seededRng, type ChannelName, type ChannelWeights } from '@sotto/core';
import type { EvaluatedShop } from './evaluated-shop.ts';
import { makeFitCases, type FitCase } from './fit-cases.ts';
import { meanNdcg } from './fit-objective.ts';
import { presentChannels } from './present-channels.ts';
import { searchWeights } from './search-weights.ts';
import type { EvaluationCase } from './split.ts';

/** Parts for cross-validation. */
export const FOLDS = 5;

/** Random starts of each search, beside the weights that the shop has. */
export const RANDOM_STARTS = 2;

/** Weights for a shop and how far they can be trusted. Means are NDCG@10 on the search's candidates. */
export interface FitResult {
  readonly weights: ChannelWeights;
  /** Channels whose weight was searched; the others have no data or are never ranked. */
  readonly searched: readonly ChannelName[];
  readonly cases: number;
  /** Of the weights that the shop had. */
  readonly before: number;
  /** Of weights found without a fold, on that fold: what to expect on other shoppers. */
  readonly crossValidated: number;
  /** Of the final weights on the very cases they were found on: too good to be expected. */
  readonly onTheSame: number;
  /** Lowest and highest weight of each searched channel over the folds. */
  readonly spread: Readonly<Partial<Record<ChannelName, readonly [number, number]>>>;
}

/** Tells how far the fit is; making the cases small counts as half of it. */
export type FitProgress = (done: number, total: number) => void;

/**
 * Finds weights by {@link searchWeights} on validation cases, cross-validated over users. Scores have
 * no unit, so the first channel with data keeps its weight (1 where it had none).
 */
export async function fitWeights(
  shop: EvaluatedShop,
  cases: readonly EvaluationCase[],
  { timed, seed, onProgress }: { timed: boolean; seed: number; onProgress: FitProgress },
): Promise<FitResult> {
  const searched = presentChannels(shop).filter((name) => name !== 'seen');
  const small = await makeFitCases(shop, cases, searched, timed, (done) =>
    onProgress(done / cases.length, 2),
  );
  const start = Float64Array.from(searched, (name, at) =>
    at === 0 && shop.weights[name] === 0 ? 1 : shop.weights[name],
  );
  const search = (from: readonly FitCase[]) => {
    const value = (weights: Float64Array) => meanNdcg(from, weights);
    return searchWeights(value, [start], RANDOM_STARTS, seededRng(seed)).weights;
  };
  const foldOf = foldsOf(small.length, seed);
  const inFold = (fold: number) => small.filter((_, i) => foldOf[i] === fold);
  const found: Float64Array[] = [];
  let heldOut = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    onProgress(1 + fold / (FOLDS + 1), 2);
    const weights = search(small.filter((_, i) => foldOf[i] !== fold));
    const own = inFold(fold);
    heldOut += meanNdcg(own, weights) * own.length;
    found.push(weights);
  }
  onProgress(1 + FOLDS / (FOLDS + 1), 2);
  const final = search(small);
  return {
    weights: toWeights(shop.weights, searched, final),
    searched,
    cases: small.length,
    before: meanNdcg(small, start),
    crossValidated: heldOut / Math.max(1, small.length),
    onTheSame: meanNdcg(small, final),
    spread: spreadOf(searched, found),
  };
}

/** A fold for each case, all of nearly the same size, drawn with a seed. */
function foldsOf(count: number, seed: number): Uint8Array {
  const rng = seededRng(seed);
  const order = Array.from({ length: count }, (_, index) => ({ index, draw: rng.next() }));
  const folds = new Uint8Array(count);
  order
    .sort((a, b) => a.draw - b.draw)
    .forEach(({ index }, place) => (folds[index] = place % FOLDS));
  return folds;
}

function toWeights(
  base: ChannelWeights,
  searched: readonly ChannelName[],
  found: Float64Array,
): ChannelWeights {
  return { ...base, ...Object.fromEntries(searched.map((name, at) => [name, found[at] ?? 0])) };
}

function spreadOf(searched: readonly ChannelName[], found: readonly Float64Array[]) {
  return Object.fromEntries(
    searched.map((name, at) => {
      const values = found.map((weights) => weights[at] ?? 0);
      return [name, [Math.min(...values), Math.max(...values)] as const];
    }),
  );
}
