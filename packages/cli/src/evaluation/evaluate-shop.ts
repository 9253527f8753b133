import { seededRng } from '@sotto/core';
import { topK } from '@sotto/ranking';
import { bootstrapMean, meanOf, type Estimate } from './bootstrap.ts';
import { CaseScorer } from './case-scorer.ts';
import type { EvaluatedShop } from './evaluated-shop.ts';
import { ListQualityMeter, type ListQuality } from './list-quality.ts';
import { METRIC_NAMES, MetricTable, type MetricName } from './metrics.ts';
import { presentChannels } from './present-channels.ts';
import { ranksOf } from './rank-of.ts';
import type { EvaluationCase } from './split.ts';
import { variantsOf, type Variant } from './variants.ts';

/** Length of the lists whose coverage, novelty and diversity are told. */
export const LIST_LENGTH = 10;

/** What one variant reached. */
export interface VariantResult extends Variant {
  /** Means over users. */
  readonly metrics: Readonly<Record<MetricName, number>>;
  /** Told for the ranker and the baselines. */
  readonly intervals?: Readonly<Record<MetricName, Estimate>>;
  /** Told for the ranker and the baselines. */
  readonly lists?: ListQuality;
}

/** How {@link evaluateShop} measures. */
export interface EvaluateOptions {
  /** Times are known, so that ages of interactions count. */
  readonly timed: boolean;
  /** Orders of each product in the part that the pack learnt from. */
  readonly orders: Uint32Array;
  /** For ties and bootstrap samples. */
  readonly seed: number;
  /** Called after each case, with the number done. */
  readonly onCase?: (done: number) => void;
}

interface Running {
  readonly variant: Variant;
  readonly table: MetricTable;
  readonly lists: ListQualityMeter | undefined;
}

/** Ranks all products for every case, with the history's own removed, under every variant. */
export async function evaluateShop(
  shop: EvaluatedShop,
  cases: readonly EvaluationCase[],
  options: EvaluateOptions,
): Promise<VariantResult[]> {
  const present = presentChannels(shop);
  const scorer = new CaseScorer(shop, present, options.timed);
  const rng = seededRng(options.seed);
  const running = variantsOf(shop.weights, present).map((variant): Running => {
    const listed = variant.kind === 'ranker' || variant.kind === 'baseline';
    const lists = listed ? new ListQualityMeter(shop.catalog, options.orders) : undefined;
    return { variant, table: new MetricTable(), lists };
  });
  for (const [done, evaluationCase] of cases.entries()) {
    await scorer.load(evaluationCase);
    for (const { variant, table, lists } of running) {
      const scores = scorer.scores(variant.weights);
      table.add(ranksOf(scores, evaluationCase.targets, rng));
      lists?.add(topK(scores, LIST_LENGTH));
    }
    options.onCase?.(done + 1);
  }
  return running.map((one) => resultOf(one, options.seed));
}

function resultOf({ variant, table, lists }: Running, seed: number): VariantResult {
  const metrics = byMetric((name) => meanOf(table.column(name)));
  if (lists === undefined) return { ...variant, metrics };
  const intervals = byMetric((name) => bootstrapMean(table.column(name), seed));
  return { ...variant, metrics, intervals, lists: lists.result() };
}

const byMetric = <T>(value: (name: MetricName) => T): Record<MetricName, T> =>
  Object.fromEntries(METRIC_NAMES.map((name) => [name, value(name)])) as Record<MetricName, T>;
