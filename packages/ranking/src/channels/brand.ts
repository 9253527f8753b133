import type { Channel, ChannelInput } from '../channel.ts';
import { decayedWeights } from '../decay.ts';

/** Share of the shopper's interest that is in the product's brand. */
export const brandChannel: Channel = {
  name: 'brand',
  score(input, out) {
    const { brand } = input.catalog.items;
    const shares = brandShares(input);
    for (let i = 0; i < out.length; i++) out[i] = shares[brand[i] ?? 0] ?? 0;
  },
  explain(input, item) {
    const { brand } = input.catalog.items;
    const own = brand[item] ?? 0;
    const value = brandShares(input)[own] ?? 0;
    const because = value > 0 ? strongestOfBrand(input, own) : undefined;
    return because === undefined ? { value } : { value, because };
  },
};

const DECAY = 0.5;

function brandShares({ catalog, profile }: ChannelInput): Float32Array {
  const shares = new Float32Array(catalog.brands.length);
  const weights = decayedWeights(profile, DECAY);
  profile.items.forEach((item, position) => {
    const brand = catalog.items.brand[item] ?? 0;
    if (brand !== 0) shares[brand] = (shares[brand] ?? 0) + (weights[position] ?? 0);
  });
  return shares;
}

function strongestOfBrand({ catalog, profile }: ChannelInput, brand: number): number | undefined {
  const weights = decayedWeights(profile, DECAY);
  let best = -1;
  profile.items.forEach((item, position) => {
    if (catalog.items.brand[item] !== brand) return;
    if (best < 0 || (weights[position] ?? 0) > (weights[best] ?? 0)) best = position;
  });
  return profile.items[best];
}
