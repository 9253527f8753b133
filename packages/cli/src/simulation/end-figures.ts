import { bootstrapFigures, type Estimate } from '../evaluation/bootstrap.ts';

/** What one arm came to in one run; `base` is the arm that fills in what it left out, or its own `values`. */
export interface MeasuredArm {
  /** NDCG@10 by occasion, `NaN` where it was left out. */
  readonly values: Float32Array;
  readonly base: Float32Array;
}

/** What an arm came to at the end, with intervals over shoppers. */
export interface EndFigures {
  /** NDCG@10. */
  readonly ndcg: Estimate;
  /** NDCG@10 less that of the arm it is compared with. */
  readonly gain: Estimate;
  /** Share of the way from the first arm to the last. */
  readonly gap: Estimate;
}

/** Sums over a shopper's occasions: of the base, and of what the arm is better, where it was ranked. */
interface ShopperSums {
  readonly base: Float64Array;
  readonly count: Float64Array;
  readonly better: Float64Array;
  readonly ranked: Float64Array;
}

/**
 * Figures of all arms over some occasions: the mean NDCG@10 of the base, and the mean of what the arm is better, over
 * those that it ranked. Intervals are over shoppers, on the same draws for all arms; they say what other shoppers would
 * have had of the versions of these runs.
 *
 * @param arms by run; the prior first, central last
 * @param bases number of the arm that each is compared with
 * @param shopperOf shopper of each occasion, -1 of those that don't count
 */
export function endFigures(
  arms: readonly (readonly MeasuredArm[])[],
  bases: readonly number[],
  shopperOf: readonly number[],
  seed: number,
): EndFigures[] {
  const shoppers = [...new Set(shopperOf)].filter((shopper) => shopper >= 0);
  const places = new Map(shoppers.map((shopper, place) => [shopper, place]));
  const placeOf = shopperOf.map((shopper) => places.get(shopper) ?? -1);
  const sums = arms.map((runs) => sumsOf(runs, placeOf, shoppers.length));
  const estimates = bootstrapFigures(
    shoppers.length,
    (weights) => {
      const values = sums.map((each) => valueOf(each, weights));
      const [from = 0, to = 0] = [values[0], values.at(-1)];
      return values.flatMap((value, arm) => [
        value,
        value - (values[bases[arm] ?? arm] ?? 0),
        shareOf(value, from, to),
      ]);
    },
    seed,
  );
  return arms.map((_, arm) => {
    const [ndcg, gain, gap] = estimates.slice(3 * arm, 3 * arm + 3) as [
      Estimate,
      Estimate,
      Estimate,
    ];
    return { ndcg, gain, gap };
  });
}

/** NDCG@10 of one arm and run over the occasions that count. */
export function endValue(arm: MeasuredArm, counts: readonly boolean[]): number {
  const placeOf = counts.map((each) => (each ? 0 : -1));
  return valueOf(sumsOf([arm], placeOf, 1), Float64Array.of(1));
}

/** Share of the way from one value to another; 0 where there is no way. */
export const shareOf = (value: number, from: number, to: number): number =>
  to === from ? 0 : (value - from) / (to - from);

function sumsOf(
  runs: readonly MeasuredArm[],
  placeOf: readonly number[],
  shoppers: number,
): ShopperSums {
  const [base, count, better, ranked] = Array.from(
    { length: 4 },
    () => new Float64Array(shoppers),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (const run of runs)
    for (const [occasion, place] of placeOf.entries()) {
      if (place < 0) continue;
      const [value, from] = [run.values[occasion] ?? NaN, run.base[occasion] ?? 0];
      base[place] = (base[place] ?? 0) + from;
      count[place] = (count[place] ?? 0) + 1;
      if (Number.isNaN(value)) continue;
      better[place] = (better[place] ?? 0) + value - from;
      ranked[place] = (ranked[place] ?? 0) + 1;
    }
  return { base, count, better, ranked };
}

const valueOf = (sums: ShopperSums, weights: Float64Array): number =>
  ratio(weights, sums.base, sums.count) + ratio(weights, sums.better, sums.ranked);

function ratio(weights: Float64Array, sums: Float64Array, counts: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const [at, weight] of weights.entries()) {
    sum += weight * (sums[at] ?? 0);
    count += weight * (counts[at] ?? 0);
  }
  return count === 0 ? 0 : sum / count;
}
