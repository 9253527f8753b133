import { CHANNEL_NAMES, type ChannelName, type ChannelWeights } from '@sotto/core';

/** The channels whose weights are learnt: number i of a vector of numbers belongs to the i-th of them. */
export const FUSION_CHANNELS: readonly ChannelName[] = CHANNEL_NAMES;

/** Numbers that are learnt for the fusion. Those behind the channels are kept for channels to come, and 0. */
export const FUSION_DIMENSION = 16;

/**
 * How far the number 1 moves the weight of a channel, as a share of {@link weightScale}. Constants of a
 * release: who learns and who applies must hold the same. A step moves a weight by the square of its unit: they were
 * chosen on design users of three shops, and `popularity` is small because that is where hostile devices push, see
 * `docs/learning.md`.
 */
export const FUSION_UNITS: Readonly<Record<ChannelName, number>> = {
  terms: 0.5,
  semantic: 0.7,
  sequence: 0.5,
  category: 0.2,
  brand: 0.2,
  price: 0.2,
  neighbours: 1.25,
  popularity: 0.15,
  freshness: 0.15,
  seen: 0.25,
  taste: 0.3,
  groups: 0.3,
  adapter: 0.3,
};

/**
 * The size of a shop's weights: the sum of their absolute values without `seen`, and 1 where all are 0.
 * Scores have no unit of their own, so numbers are told in shares of this: a shop whose weights are all
 * twice as large learns the same numbers.
 */
export function weightScale(prior: ChannelWeights): number {
  let sum = 0;
  for (const name of FUSION_CHANNELS) if (name !== 'seen') sum += Math.abs(prior[name]);
  return sum > 0 && Number.isFinite(sum) ? sum : 1;
}

/**
 * The weights that numbers make of a shop's own: θ_c = prior_c + s · unit_c · z_c, with s of
 * {@link weightScale}, and then in the same way with a shopper's own correction. No weight but that of
 * `seen` falls below 0 (or below the prior where the shop itself has it below 0). Zeros give the prior,
 * exactly.
 *
 * @param numbers of the shop's model, in the order of {@link FUSION_CHANNELS}; what is missing or not
 *   finite counts as 0
 * @param correction of the shopper's model, in the same order. Default none
 */
export function fusionWeights(
  prior: ChannelWeights,
  numbers: ArrayLike<number>,
  correction: ArrayLike<number> = [],
): ChannelWeights {
  const scale = weightScale(prior);
  return moved(moved(prior, numbers, scale), correction, scale);
}

function moved(from: ChannelWeights, numbers: ArrayLike<number>, scale: number): ChannelWeights {
  const weights = FUSION_CHANNELS.map((name, at) => {
    const own = from[name];
    const step = scale * FUSION_UNITS[name] * (numbers[at] ?? 0);
    const weight = own + (Number.isFinite(step) ? step : 0);
    return [name, Math.max(lowestWeight(name, own), weight)] as const;
  });
  return Object.fromEntries(weights) as ChannelWeights;
}

/** How low a weight may go from where it is. */
export const lowestWeight = (name: ChannelName, weight: number): number =>
  name === 'seen' ? -Infinity : Math.min(0, weight);
