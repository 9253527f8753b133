import { CHANNEL_NAMES, seededRng, type ChannelWeights, type Rng } from '@sotto/core';
import { roundAt } from '@sotto/protocol';
import { CHANNELS, ChannelValues, EMPTY_PROFILE, Scorer } from '@sotto/ranking';
import { CaseScorer } from '../evaluation/case-scorer.ts';
import type { EvaluatedShop } from '../evaluation/evaluated-shop.ts';
import { caseMetrics, METRIC_NAMES } from '../evaluation/metrics.ts';
import { presentChannels } from '../evaluation/present-channels.ts';
import { ranksOf } from '../evaluation/rank-of.ts';
import type { EvaluationCase } from '../evaluation/split.ts';
import { sample } from './central.ts';
import { endOf, startOf, type Device, type Period } from './crowd.ts';

/** Something that a device went on to, to be found by what it has then. */
export interface Occasion {
  /** Its number in the order of time. */
  readonly number: number;
  /** Number of the device. */
  readonly device: number;
  readonly case: EvaluationCase;
  /** In the simulation, ms since 1970. */
  readonly at: number;
}

/** How a device of an arm and run ranks at an occasion. */
export interface RankingOfOccasion {
  readonly weights: ChannelWeights;
  /** See `RankRequest.taste`. */
  readonly taste?: Float32Array;
}

/** An arm in one run; `undefined` where it leaves an occasion out. */
export type RanksFor = (occasion: Occasion) => RankingOfOccasion | undefined;

/** What devices went on to in the period, at most so many a week, drawn with the seed; in the order of time. */
export function drawOccasions(
  devices: readonly Device[],
  period: Period,
  perWeek: number,
  seed: number,
): Occasion[] {
  const rng = seededRng(seed ^ 0x0cca);
  const weeks = new Map<number, Omit<Occasion, 'number'>[]>();
  for (const [device, { shopper, shiftMs }] of devices.entries())
    for (const each of shopper.cases) {
      const at = each.at + shiftMs;
      if (at < startOf(period) || at >= endOf(period)) continue;
      const week = weeks.get(roundAt(at)) ?? [];
      week.push({ device, case: each, at });
      weeks.set(roundAt(at), week);
    }
  return [...weeks.values()]
    .flatMap((week) => sample(week, perWeek, rng))
    .sort((a, b) => a.at - b.at)
    .map((each, number) => ({ ...each, number }));
}

/**
 * Ranks all products at each occasion under every arm and run, products already had left out: channels are computed
 * once for all.
 *
 * @returns NDCG@10 for each of `arms` and each occasion, in their order; `NaN` where an arm left it out
 */
export async function measure(
  shop: EvaluatedShop,
  occasions: readonly Occasion[],
  arms: readonly RanksFor[],
  options: {
    readonly seed: number;
    readonly onOccasion: (done: number) => void;
  },
): Promise<Float32Array[]> {
  const found = arms.map(() => new Float32Array(occasions.length).fill(NaN));
  const ranking = new OccasionRanking(shop, seededRng(options.seed));
  for (const [done, occasion] of occasions.entries()) {
    await ranking.load(occasion.case);
    for (const [at, arm] of arms.entries()) {
      const how = arm(occasion);
      if (how !== undefined) found[at]![done] = ranking.ndcg(how);
    }
    options.onOccasion(done + 1);
  }
  return found;
}

const NDCG = METRIC_NAMES.indexOf('NDCG@10');

/** NDCG@10 of one case under many weights, each computed once. */
class OccasionRanking {
  readonly #scorer: CaseScorer;
  readonly #tasteScorer: Scorer;
  readonly #taste: ChannelValues;
  readonly #rng: Rng;
  readonly #known = new Map<string, number>();
  #case: EvaluationCase | undefined;

  constructor(shop: EvaluatedShop, rng: Rng) {
    this.#scorer = new CaseScorer(shop, presentChannels(shop), true);
    const own = CHANNELS.filter(({ name }) => name === 'taste');
    this.#tasteScorer = new Scorer(shop.catalog, own);
    this.#taste = new ChannelValues(shop.catalog.items.size, ['taste']);
    this.#rng = rng;
  }

  async load(each: EvaluationCase): Promise<void> {
    this.#case = each;
    this.#known.clear();
    await this.#scorer.load(each);
  }

  ndcg({ weights, taste }: RankingOfOccasion): number {
    const key = CHANNEL_NAMES.map((name) => weights[name]).join();
    const known = taste === undefined ? this.#known.get(key) : undefined;
    if (known !== undefined) return known;
    const scores = this.#scorer.scores(weights);
    if (taste !== undefined) this.#addTaste(scores, weights, taste);
    const ranks = ranksOf(scores, this.#case?.targets ?? [], this.#rng);
    const value = caseMetrics(ranks)[NDCG] ?? 0;
    if (taste === undefined) this.#known.set(key, value);
    return value;
  }

  #addTaste(scores: Float32Array, weights: ChannelWeights, taste: Float32Array): void {
    const input = { profile: EMPTY_PROFILE, page: { kind: 'home', basket: [] }, now: 0, taste };
    this.#tasteScorer.load(input, this.#taste);
    const values = this.#taste.of('taste');
    for (let item = 0; item < scores.length; item++)
      scores[item] = (scores[item] ?? 0) + weights.taste * (values?.[item] ?? 0);
  }
}
