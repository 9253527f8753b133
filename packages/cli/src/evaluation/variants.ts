import { CHANNEL_NAMES, type ChannelName, type ChannelWeights } from '@sotto/core';

/** One way of ranking that is measured beside the others. */
export interface Variant {
  readonly name: string;
  readonly kind: 'ranker' | 'baseline' | 'alone' | 'without';
  readonly weights: ChannelWeights;
}

/** Channels that need the orders of other shoppers. */
const FROM_ORDERS: readonly ChannelName[] = ['neighbours', 'popularity'];

/**
 * The ranker, two baselines (bestsellers; the catalog alone, without anyone's orders), each channel
 * alone and all channels but one. `seen` is in none of the last two: what was seen is never ranked.
 *
 * @param present channels that have data in this pack.
 */
export function variantsOf(weights: ChannelWeights, present: readonly ChannelName[]): Variant[] {
  const known = present.filter((name) => name !== 'seen');
  const used = known.filter((name) => weights[name] !== 0);
  return [
    { name: 'ranker', kind: 'ranker', weights },
    { name: 'popular', kind: 'baseline', weights: only(weights, ['popularity']) },
    { name: 'no orders', kind: 'baseline', weights: without(weights, FROM_ORDERS) },
    ...known.map((name): Variant => ({ name, kind: 'alone', weights: only(weights, [name]) })),
    ...used.map((name): Variant => ({ name, kind: 'without', weights: without(weights, [name]) })),
  ];
}

const pick = (weight: (name: ChannelName) => number): ChannelWeights =>
  Object.fromEntries(CHANNEL_NAMES.map((name) => [name, weight(name)])) as ChannelWeights;

/** The weights with all but `names` at 0, those at their weight or 1 where that is not above 0. */
function only(weights: ChannelWeights, names: readonly ChannelName[]): ChannelWeights {
  return pick((name) => (names.includes(name) ? (weights[name] > 0 ? weights[name] : 1) : 0));
}

function without(weights: ChannelWeights, names: readonly ChannelName[]): ChannelWeights {
  return pick((name) => (names.includes(name) ? 0 : weights[name]));
}
