import type { NeighbourTable } from '@sotto/core';

/** Links between products that follow each other in sequences, and how often each was ordered. */
export function syntheticNeighbours(
  sequences: readonly (readonly number[])[],
  products: number,
): { readonly neighbours: NeighbourTable; readonly popularity: Uint8Array } {
  const counts = new Uint32Array(products);
  const links = Array.from({ length: products }, () => new Map<number, number>());
  for (const items of sequences) {
    for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
    items.slice(1).forEach((to, at) => {
      const own = links[items[at] ?? 0];
      own?.set(to, (own.get(to) ?? 0) + 1);
    });
  }
  const most = Math.max(1, ...counts);
  const popularity = Uint8Array.from(
    counts,
    (count) => (255 * Math.log1p(count)) / Math.log1p(most),
  );
  return { neighbours: tableOf(links), popularity };
}

function tableOf(links: readonly ReadonlyMap<number, number>[]): NeighbourTable {
  const rows = links.map((own) => [...own].sort((a, b) => b[1] - a[1] || a[0] - b[0]));
  const all = rows.flat();
  const strongest = Math.max(1, ...all.map(([, count]) => count));
  const offsets = new Uint32Array(rows.length + 1);
  for (const [at, row] of rows.entries()) offsets[at + 1] = (offsets[at] ?? 0) + row.length;
  return {
    offsets,
    items: Uint32Array.from(all, ([item]) => item),
    weights: Uint8Array.from(all, ([, count]) => Math.round(255 * Math.sqrt(count / strongest))),
  };
}
