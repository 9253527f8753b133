import type { Channel, ChannelInput } from '../channel.ts';
import { decayedWeights } from '../decay.ts';

/**
 * How near a product's price is to those of the profile, by their ratio: 1 for the same price, 0.61
 * for twice or half of it, 0.14 for four times. 0 where a price is unknown.
 */
export const priceChannel: Channel = {
  name: 'price',
  score(input, out) {
    const { price } = input.catalog.items;
    const table = priceTable(input);
    for (let i = 0; i < out.length; i++) out[i] = table[binOf(price[i] ?? 0)] ?? 0;
  },
  explain(input, item) {
    const { price } = input.catalog.items;
    const own = binOf(price[item] ?? 0);
    const weights = decayedWeights(input.profile, DECAY);
    let value = 0;
    let best: { readonly item: number; readonly value: number } | undefined;
    input.profile.items.forEach((other, position) => {
      const part = (weights[position] ?? 0) * nearness(own, binOf(price[other] ?? 0));
      value += part;
      if (part > (best?.value ?? 0)) best = { item: other, value: part };
    });
    return best === undefined ? { value } : { value, because: best.item };
  },
};

const DECAY = 0.5;

/** Steps for each doubling of the price. */
const STEPS = 8;
const BINS = 2 + 32 * STEPS;

/** Bits of a price behind its first that decide its step. */
const BITS = 7;

/** Steps from a power of two to the numbers that follow it, by their next {@link BITS} bits. */
const STEPS_ABOVE = Uint8Array.from({ length: 1 << BITS }, (_, bits) =>
  Math.round(Math.log2(1 + (bits + 0.5) / (1 << BITS)) * STEPS),
);

/** The place of a price on the logarithmic scale; 0 only for an unknown price. */
function binOf(price: number): number {
  if (price === 0) return 0;
  const zeros = Math.clz32(price);
  const bits = ((price << zeros) >>> (31 - BITS)) & ((1 << BITS) - 1);
  return 1 + (31 - zeros) * STEPS + (STEPS_ABOVE[bits] ?? 0);
}

/** Nearness of two prices by the steps between them. */
const NEARNESS = Float32Array.from({ length: BINS }, (_, steps) =>
  Math.exp(-((steps / STEPS) ** 2) / 2),
);

const nearness = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (NEARNESS[Math.abs(a - b)] ?? 0);

function priceTable({ catalog, profile }: ChannelInput): Float32Array {
  const weights = decayedWeights(profile, DECAY);
  const table = new Float32Array(BINS);
  profile.items.forEach((item, position) => {
    const own = binOf(catalog.items.price[item] ?? 0);
    if (own === 0) return;
    const weight = weights[position] ?? 0;
    for (let bin = 1; bin < BINS; bin++)
      table[bin] = (table[bin] ?? 0) + weight * nearness(bin, own);
  });
  return table;
}
