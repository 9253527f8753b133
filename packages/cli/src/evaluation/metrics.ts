/** Lengths of lists at which metrics are taken. */
export const CUTOFFS = [5, 10, 20] as const;

/** Names of the metrics that are means over users, in the order of {@link caseMetrics}. */
export const METRIC_NAMES = CUTOFFS.flatMap((k) => [`HR@${k}`, `NDCG@${k}`, `MRR@${k}`] as const);

/** Name of one metric, such as `NDCG@10`. */
export type MetricName = (typeof METRIC_NAMES)[number];

/**
 * Hit rate, NDCG and reciprocal rank at each of {@link CUTOFFS} for one user, each 0 to 1.
 *
 * HR: 1 where any target is in the list. NDCG: Σ 1 / log2(rank + 2) over the targets in the list,
 * divided by the best that could be had (Järvelin and Kekäläinen 2002, binary relevance). MRR: 1 /
 * (rank + 1) of the first target in the list.
 *
 * @param ranks of the targets, 0 for the first place, ascending.
 */
export function caseMetrics(ranks: readonly number[]): number[] {
  const first = ranks[0] ?? Infinity;
  return CUTOFFS.flatMap((k) => [
    first < k ? 1 : 0,
    ndcg(ranks, k),
    first < k ? 1 / (first + 1) : 0,
  ]);
}

function ndcg(ranks: readonly number[], k: number): number {
  const gained = ranks.reduce((sum, rank) => (rank < k ? sum + gain(rank) : sum), 0);
  let best = 0;
  for (let rank = 0; rank < Math.min(k, ranks.length); rank++) best += gain(rank);
  return best === 0 ? 0 : gained / best;
}

const gain = (rank: number): number => 1 / Math.log2(rank + 2);

/** Rows of metrics, one a user, as one flat table. */
export class MetricTable {
  readonly #values: number[] = [];

  add(ranks: readonly number[]): void {
    this.#values.push(...caseMetrics(ranks));
  }

  get users(): number {
    return this.#values.length / METRIC_NAMES.length;
  }

  /** The values of one metric, one a user. */
  column(name: MetricName): Float64Array {
    const at = METRIC_NAMES.indexOf(name);
    const step = METRIC_NAMES.length;
    return Float64Array.from(
      { length: this.users },
      (_, user) => this.#values[user * step + at] ?? 0,
    );
  }
}
