import { seededRng, type ChannelWeights } from '@sotto/core';
import { ChannelValues, Scorer, type GroupSignals } from '@sotto/ranking';
import { CaseScorer, scoreInput } from '../../evaluation/case-scorer.ts';
import type { EvaluatedShop } from '../../evaluation/evaluated-shop.ts';
import { caseMetrics, METRIC_NAMES } from '../../evaluation/metrics.ts';
import { presentChannels } from '../../evaluation/present-channels.ts';
import { ranksOf } from '../../evaluation/rank-of.ts';
import type { HalfOfUsers } from './half-of-users.ts';

/** Counts as a device has them, and the weight that it gives them. */
export interface Arm {
  readonly signals: GroupSignals | undefined;
  readonly weight: number;
}

/** The catalogue alone: nothing that other shoppers did. */
const priorOf = (weights: ChannelWeights): ChannelWeights => ({
  ...weights,
  neighbours: 0,
  popularity: 0,
  sequence: 0,
});

const NDCG = METRIC_NAMES.indexOf('NDCG@10');

/** NDCG@10 of each case under each arm: all products ranked by the prior and the arm's counts, seen ones left out. */
export async function measureArms(
  shop: EvaluatedShop,
  arms: readonly Arm[],
  { cases, timed }: HalfOfUsers,
  { seed, onCase }: { readonly seed: number; readonly onCase: (done: number) => void },
): Promise<Float64Array[]> {
  const { catalog } = shop;
  const prior = priorOf(shop.weights);
  const bare = { catalog, weights: prior };
  const used = presentChannels(bare).filter((name) => prior[name] !== 0);
  const known = new CaseScorer(bare, used, timed);
  const scorers = new Map(
    arms.map(({ signals }) => [
      signals,
      new Scorer({ ...catalog, ...(signals && { groups: signals }) }),
    ]),
  );
  const counts = new ChannelValues(catalog.items.size, ['groups']);
  const scores = new Float32Array(catalog.items.size);
  const found = arms.map(() => new Float64Array(cases.length));
  for (const [at, each] of cases.entries()) {
    await known.load(each);
    const base = known.scores(prior);
    const input = await scoreInput(bare, each, timed);
    for (const [number, { signals, weight }] of arms.entries()) {
      scorers.get(signals)?.load(input, counts);
      const values = counts.of('groups');
      for (let item = 0; item < scores.length; item += 1)
        scores[item] = (base[item] ?? 0) + weight * (values?.[item] ?? 0);
      // The same draws for every arm: ties make no difference between them.
      const ranks = ranksOf(scores, each.targets, seededRng(seed ^ at));
      found[number]?.set([caseMetrics(ranks)[NDCG] ?? 0], at);
    }
    onCase(at + 1);
  }
  return found;
}
