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
  explain({ catalog, profile }, item) {
    const { brand } = catalog.items;
    const own = brand[item] ?? 0;
    if (own === 0) return { value: 0 };
    const weights = decayedWeights(profile, DECAY);
    let value = 0;
    let best = -1;
    profile.items.forEach((other, position) => {
      if (brand[other] !== own) return;
      value += weights[position] ?? 0;
      if (best < 0 || (weights[position] ?? 0) > (weights[best] ?? 0)) best = position;
    });
    const because = profile.items[best];
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
