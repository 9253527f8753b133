import type { NeighbourTable } from '@sotto/core';
import type { Channel, ChannelInput } from '../channel.ts';
import { decayedWeights } from '../decay.ts';

/** Strength of the links from the profile's products to a product, weighted by interest. */
export const neighboursChannel: Channel = {
  name: 'neighbours',
  score(input, out) {
    const table = input.catalog.neighbours;
    if (table === undefined) return;
    const weights = decayedWeights(input.profile, DECAY);
    input.profile.items.forEach((from, position) => {
      const weight = weights[position] ?? 0;
      const end = table.offsets[from + 1] ?? 0;
      for (let at = table.offsets[from] ?? 0; at < end; at++) {
        const to = table.items[at] ?? 0;
        out[to] = (out[to] ?? 0) + weight * (STRENGTH[table.weights[at] ?? 0] ?? 0);
      }
    });
  },
  explain(input, item) {
    const table = input.catalog.neighbours;
    return table === undefined ? { value: 0 } : explainLinks(input, table, item);
  },
};

const DECAY = 1;

/** Strength by byte: the square-root scale of {@link NeighbourTable} undone, 0 to 1. */
const STRENGTH = Float32Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2);

function explainLinks({ profile }: ChannelInput, table: NeighbourTable, item: number) {
  const weights = decayedWeights(profile, DECAY);
  let value = 0;
  let best: { readonly item: number; readonly value: number } | undefined;
  profile.items.forEach((from, position) => {
    const part = (weights[position] ?? 0) * strength(table, from, item);
    value += part;
    if (part > (best?.value ?? 0)) best = { item: from, value: part };
  });
  return best === undefined ? { value } : { value, because: best.item };
}

function strength(table: NeighbourTable, from: number, to: number): number {
  const end = table.offsets[from + 1] ?? 0;
  for (let at = table.offsets[from] ?? 0; at < end; at++) {
    if (table.items[at] === to) return STRENGTH[table.weights[at] ?? 0] ?? 0;
  }
  return 0;
}
