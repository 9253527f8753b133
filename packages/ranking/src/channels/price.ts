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
    if (table === undefined) return;
    for (let i = 0; i < out.length; i++) out[i] = lookUp(table, price[i] ?? 0);
  },
  explain(input, item) {
    const table = priceTable(input);
    const price = input.catalog.items.price[item] ?? 0;
    if (table === undefined || price === 0) return { value: 0 };
    const because = nearestPrice(input, price);
    const value = lookUp(table, price);
    return because === undefined ? { value } : { value, because };
  },
};

const DECAY = 0.5;

/** Steps for each doubling of the price. */
const STEPS = 8;
const BINS = 33 * STEPS;

/** The place of a price on the logarithmic scale; 0 only for an unknown price. */
const binOf = (price: number): number =>
  price === 0 ? 0 : 1 + Math.round(Math.log2(price) * STEPS);

/** Nearness of two prices that many steps apart. */
const nearness = (steps: number): number => Math.exp(-((steps / STEPS) ** 2) / 2);

function priceTable({ catalog, profile }: ChannelInput): Float32Array | undefined {
  const weights = decayedWeights(profile, DECAY);
  const table = new Float32Array(BINS);
  let known = false;
  profile.items.forEach((item, position) => {
    const own = binOf(catalog.items.price[item] ?? 0);
    if (own === 0) return;
    known = true;
    for (let bin = 1; bin < BINS; bin++) {
      table[bin] = (table[bin] ?? 0) + (weights[position] ?? 0) * nearness(bin - own);
    }
  });
  return known ? table : undefined;
}

const lookUp = (table: Float32Array, price: number): number => table[binOf(price)] ?? 0;

function nearestPrice({ catalog, profile }: ChannelInput, price: number): number | undefined {
  const weights = decayedWeights(profile, DECAY);
  const own = binOf(price);
  let best: number | undefined;
  let bestValue = 0;
  profile.items.forEach((item, position) => {
    const other = binOf(catalog.items.price[item] ?? 0);
    const value = other === 0 ? 0 : (weights[position] ?? 0) * nearness(own - other);
    if (value > bestValue) {
      best = item;
      bestValue = value;
    }
  });
  return best;
}
