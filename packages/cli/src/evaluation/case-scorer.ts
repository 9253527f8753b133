import type { ChannelName, ChannelWeights } from '@sotto/core';
import { buildProfile, CHANNELS, profileVectors, type ChannelInput } from '@sotto/ranking';
import type { EvaluatedShop } from './evaluated-shop.ts';
import type { EvaluationCase } from './split.ts';

const NO_PAGE = { kind: 'home', basket: [] } as const;

/** What ranking gets to know of a case: its history, where that leads, and the time of what is to be found. */
export async function channelInput(
  { catalog, sequenceEncoder }: EvaluatedShop,
  { history, times, at }: EvaluationCase,
  timed: boolean,
): Promise<ChannelInput> {
  const interactions = Array.from(history, (item, i) => ({
    item,
    kind: 'purchase' as const,
    at: timed ? (times[i] ?? at) : at,
  }));
  const profile = buildProfile(interactions, at);
  const query = await sequenceEncoder?.encode(profileVectors(profile, catalog.sequenceVectors));
  return { catalog, profile, query, page: NO_PAGE, now: at };
}

/**
 * Scores one case under many weights: every channel of the ranking package is computed once, and the
 * sums are those of its `Scorer`.
 */
export class CaseScorer {
  readonly #shop: EvaluatedShop;
  readonly #timed: boolean;
  readonly #values: ReadonlyMap<ChannelName, Float32Array>;
  readonly #scores: Float32Array;
  #seen: Uint32Array = new Uint32Array();

  /** @param names channels to compute; the others count as zeros. */
  constructor(shop: EvaluatedShop, names: readonly ChannelName[], timed: boolean) {
    const { size } = shop.catalog.items;
    this.#shop = shop;
    this.#timed = timed;
    this.#values = new Map(names.map((name) => [name, new Float32Array(size)]));
    this.#scores = new Float32Array(size);
  }

  /** Computes the channels of the next case. */
  async load(evaluationCase: EvaluationCase): Promise<void> {
    const input = await channelInput(this.#shop, evaluationCase, this.#timed);
    this.#seen = evaluationCase.seen;
    for (const channel of CHANNELS) {
      const out = this.#values.get(channel.name);
      if (out !== undefined) channel.score(input, out.fill(0));
    }
  }

  /** The values of one channel, by product number. */
  values(name: ChannelName): Float32Array | undefined {
    return this.#values.get(name);
  }

  /** The score of every product, `-Infinity` for those already seen. The array is reused. */
  scores(weights: ChannelWeights): Float32Array {
    const scores = this.#scores.fill(0);
    for (const [name, values] of this.#values) {
      const weight = weights[name];
      if (weight === 0) continue;
      for (let i = 0; i < scores.length; i++) {
        scores[i] = (scores[i] ?? 0) + weight * (values[i] ?? 0);
      }
    }
    for (const item of this.#seen) scores[item] = -Infinity;
    return scores;
  }
}
