import type { ChannelName, ChannelWeights } from '@sotto/core';
import { topK } from '@sotto/ranking';
import { CaseScorer } from './case-scorer.ts';
import type { EvaluatedShop } from './evaluated-shop.ts';
import type { EvaluationCase } from './split.ts';

/**
 * One case made small for the search: channel values of the products that can reach the top of a list
 * under any weights, the targets first, then the likeliest.
 */
export interface FitCase {
  readonly targets: number;
  readonly size: number;
  /** The values of each product's channels, one product after the other. */
  readonly values: Float32Array;
}

/** Products taken from each channel's own order and from that of the weights to start with. */
const CANDIDATES = 100;

/**
 * Makes cases small. Exact but for products outside the first {@link CANDIDATES} of every channel and
 * of the starting weights; what is reported at the end is measured on all products again.
 */
export async function makeFitCases(
  shop: EvaluatedShop,
  cases: readonly EvaluationCase[],
  channels: readonly ChannelName[],
  timed: boolean,
  onCase: (done: number) => void,
): Promise<FitCase[]> {
  const scorer = new CaseScorer(shop, channels, timed);
  const small: FitCase[] = [];
  for (const [done, evaluationCase] of cases.entries()) {
    await scorer.load(evaluationCase);
    const items = candidates(scorer, evaluationCase, channels, shop.weights);
    const values = scorer.values.rows(items, channels);
    small.push({ targets: evaluationCase.targets.length, size: items.length, values });
    onCase(done + 1);
  }
  return small;
}

function candidates(
  scorer: CaseScorer,
  { seen, targets }: EvaluationCase,
  channels: readonly ChannelName[],
  weights: ChannelWeights,
): number[] {
  const leftOut = new Set([...seen, ...targets]);
  const accept = (item: number) => !leftOut.has(item);
  const chosen = new Set<number>(topK(scorer.scores(weights), CANDIDATES, accept));
  for (const name of channels) {
    const values = scorer.values.of(name);
    if (values === undefined) continue;
    for (const item of topK(values, CANDIDATES, accept)) chosen.add(item);
  }
  return [...targets, ...chosen];
}
