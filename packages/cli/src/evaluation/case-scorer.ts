import type { ChannelName, ChannelWeights } from '@sotto/core';
import {
  buildProfile,
  ChannelValues,
  profileVectors,
  Scorer,
  type ScoreInput,
} from '@sotto/ranking';
import type { EvaluatedShop } from './evaluated-shop.ts';
import type { EvaluationCase } from './split.ts';

const NO_PAGE = { kind: 'home', basket: [] } as const;

/** What ranking gets to know of a case: its history, where that leads, and the time of what is to be found. */
export async function scoreInput(
  { catalog, sequenceEncoder }: EvaluatedShop,
  { history, times, at }: EvaluationCase,
  timed: boolean,
): Promise<ScoreInput> {
  const interactions = Array.from(history, (item, i) => ({
    item,
    kind: 'purchase' as const,
    at: timed ? (times[i] ?? at) : at,
  }));
  const profile = buildProfile(interactions, at);
  const query = await sequenceEncoder?.encode(profileVectors(profile, catalog.sequenceVectors));
  return { profile, query, page: NO_PAGE, now: at };
}

/** Scores one case under many weights: channels are computed once, and products already seen left out. */
export class CaseScorer {
  /** The channels of the case that was loaded last. */
  readonly values: ChannelValues;
  readonly #shop: EvaluatedShop;
  readonly #timed: boolean;
  readonly #scorer: Scorer;
  readonly #scores: Float32Array;
  #seen: Uint32Array = new Uint32Array();

  /** @param names channels to compute; the others count as zeros. */
  constructor(shop: EvaluatedShop, names: readonly ChannelName[], timed: boolean) {
    const { size } = shop.catalog.items;
    this.#shop = shop;
    this.#timed = timed;
    this.#scorer = new Scorer(shop.catalog);
    this.values = new ChannelValues(size, names);
    this.#scores = new Float32Array(size);
  }

  /** Computes the channels of the next case. */
  async load(evaluationCase: EvaluationCase): Promise<void> {
    this.#scorer.load(await scoreInput(this.#shop, evaluationCase, this.#timed), this.values);
    this.#seen = evaluationCase.seen;
  }

  /** The score of every product, `-Infinity` for those already seen. The array is reused. */
  scores(weights: ChannelWeights): Float32Array {
    const scores = this.values.scores(weights, this.#scores);
    for (const item of this.#seen) scores[item] = -Infinity;
    return scores;
  }
}
