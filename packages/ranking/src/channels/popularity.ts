import type { Channel } from '../channel.ts';

/** How often a product is ordered, on the pack's logarithmic scale; 1 is the bestseller. */
export const popularityChannel: Channel = {
  name: 'popularity',
  score({ catalog }, out) {
    const { popularity } = catalog.items;
    for (let i = 0; i < out.length; i++) out[i] = (popularity[i] ?? 0) / 255;
  },
  explain({ catalog }, item) {
    return { value: Math.fround((catalog.items.popularity[item] ?? 0) / 255) };
  },
};
