import type { NeighbourTable } from '@sotto/core';
import type { ReadPack } from '../pack-folder/index.ts';

/** A product. */
export interface ProductName {
  readonly id: string;
  readonly title: string;
}

/** A product that another leads on to. */
export interface Neighbour extends ProductName {
  /** Share of the strength that 99.9 % of the pack's links do not exceed, 0 to 1. */
  readonly strength: number;
}

/** One product leading on to another. */
export interface Link {
  readonly from: ProductName;
  readonly to: Neighbour;
}

/** What a product leads on to, the strongest first. */
export function neighboursOf(
  pack: ReadPack,
  table: NeighbourTable | undefined,
  item: number,
): Neighbour[] {
  if (table === undefined) return [];
  const [start = 0, end = 0] = table.offsets.subarray(item, item + 2);
  return Array.from(table.items.subarray(start, end), (to, at) => ({
    ...nameOf(pack, to),
    strength: ((table.weights[start + at] ?? 0) / 255) ** 2,
  }));
}

/** The strongest link of each of the products whose links are the strongest; each pair once. */
export function strongestLinks(pack: ReadPack, limit: number): Link[] {
  const { neighbours: table, items } = pack;
  if (table === undefined) return [];
  const weightOf = (item: number): number => table.weights[table.offsets[item] ?? 0] ?? 0;
  const sources = Array.from({ length: items.size }, (_, item) => item)
    .filter((item) => table.offsets[item] !== table.offsets[item + 1])
    .sort(
      (a, b) =>
        weightOf(b) - weightOf(a) ||
        (items.popularity[b] ?? 0) - (items.popularity[a] ?? 0) ||
        a - b,
    );
  const links: Link[] = [];
  const shown = new Set<string>();
  for (const item of sources) {
    if (links.length === limit) break;
    const [to] = neighboursOf(pack, table, item);
    const from = nameOf(pack, item);
    if (to === undefined || shown.has(`${to.id}\0${from.id}`)) continue;
    shown.add(`${from.id}\0${to.id}`);
    links.push({ from, to });
  }
  return links;
}

const nameOf = ({ ids, titles }: ReadPack, item: number): ProductName => ({
  id: ids.at(item),
  title: titles.at(item),
});
