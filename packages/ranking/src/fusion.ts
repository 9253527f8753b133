import { CHANNEL_NAMES, type ChannelWeights } from '@sotto/core';
import type { Channel, ChannelInput } from './channel.ts';
import { addScaled, type ChannelValues } from './channel-values.ts';
import { CHANNELS } from './channels/index.ts';
import type { Contribution, RankingCatalog } from './types.ts';

/** What {@link Scorer.score} takes: a {@link ChannelInput} without the catalog, which it has. */
export type ScoreInput = Omit<ChannelInput, 'catalog'>;

/**
 * Linear fusion: score(item) = Σ_c θ_c · channel_c(item | history, page). One for each catalog; make
 * a new one when a part of the catalog arrives. Beyond the result, a call allocates nothing of the
 * catalog's size.
 */
export class Scorer {
  readonly #catalog: RankingCatalog;
  readonly #channels: readonly Channel[];
  readonly #scratch: Float32Array;
  #last: { readonly input: ChannelInput; readonly weights: ChannelWeights } | undefined;

  /** @param channels what is fused. Default all of {@link CHANNELS}. */
  constructor(catalog: RankingCatalog, channels: readonly Channel[] = CHANNELS) {
    this.#catalog = catalog;
    this.#channels = channels;
    this.#scratch = new Float32Array(catalog.items.size);
  }

  /** The score of every product, by number. A channel of weight 0 is not computed. */
  score(input: ScoreInput, weights: ChannelWeights): Float32Array {
    const full = { ...input, catalog: this.#catalog };
    this.#last = { input: full, weights };
    const scores = new Float32Array(this.#catalog.items.size);
    for (const channel of this.#channels) {
      const weight = weights[channel.name];
      if (weight === 0) continue;
      this.#scratch.fill(0);
      channel.score(full, this.#scratch);
      addScaled(scores, this.#scratch, weight);
    }
    return scores;
  }

  /** Computes channels once for one input, so that `values` can be added up under any weights. */
  load(input: ScoreInput, values: ChannelValues): void {
    const full = { ...input, catalog: this.#catalog };
    for (const channel of this.#channels) {
      const column = values.of(channel.name);
      if (column !== undefined) channel.score(full, column.fill(0));
    }
  }

  /**
   * What each channel gave to a product in the last call of {@link Scorer.score}, strongest first;
   * channels that gave nothing are left out. The values add up to the score within 1e-5.
   */
  explain(item: number): Contribution[] {
    if (this.#last === undefined) return [];
    const { input, weights } = this.#last;
    const contributions: Contribution[] = [];
    for (const channel of this.#channels) {
      const weight = weights[channel.name];
      if (weight === 0) continue;
      const { value, because } = channel.explain(input, item);
      if (value === 0) continue;
      contributions.push({
        channel: channel.name,
        value: weight * value,
        ...(because === undefined ? {} : { because }),
      });
    }
    return contributions.sort(strongestFirst);
  }
}

const strongestFirst = (a: Contribution, b: Contribution): number =>
  Math.abs(b.value) - Math.abs(a.value) ||
  CHANNEL_NAMES.indexOf(a.channel) - CHANNEL_NAMES.indexOf(b.channel);
