import type { ChannelName } from '@sotto/core';
import type { EvaluatedShop } from './evaluated-shop.ts';

const some = (column: Uint8Array | Uint16Array | Uint32Array): boolean =>
  column.some((value) => value !== 0);

/** The channels that have data in this shop; the others give zeros. */
export function presentChannels({ catalog, sequenceEncoder }: EvaluatedShop): ChannelName[] {
  const { items, terms, neighbours, vectors } = catalog;
  const present: Record<ChannelName, boolean> = {
    terms: (terms?.size ?? 0) > 0,
    semantic: vectors !== undefined,
    sequence: sequenceEncoder !== undefined,
    category: some(items.category),
    brand: some(items.brand),
    price: some(items.price),
    neighbours: (neighbours?.items.length ?? 0) > 0,
    popularity: some(items.popularity),
    freshness: some(items.addedDay),
    seen: true,
    // Learnt on devices: a pack alone has nothing for them.
    taste: false,
    groups: false,
    adapter: false,
  };
  return (Object.keys(present) as ChannelName[]).filter((name) => present[name]);
}
