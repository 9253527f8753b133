import { seededRng, type ItemColumns, type NeighbourTable } from '@sotto/core';
import type { RankingCatalog, TermIndex } from '@sotto/ranking';

const NEIGHBOURS = 20;
const TERMS = 12;

/** A catalog of random numbers, of the density of a real one: what ranking takes does not depend on more. */
export function syntheticCatalog(size: number): RankingCatalog {
  const rng = seededRng(size);
  const upTo = (limit: number): number => Math.floor(rng.next() * limit);
  const categories = 200;
  const items: ItemColumns = {
    size,
    price: Uint32Array.from({ length: size }, () => 100 + upTo(20_000)),
    listPrice: new Uint32Array(size),
    category: Uint16Array.from({ length: size }, () => 1 + upTo(categories)),
    brand: Uint16Array.from({ length: size }, () => 1 + upTo(1000)),
    popularity: Uint8Array.from({ length: size }, () => upTo(256)),
    addedDay: Uint16Array.from({ length: size }, () => 20_000 + upTo(400)),
    flags: new Uint8Array(size).fill(1),
    rating: new Uint8Array(size),
    colour: new Uint16Array(size),
  };
  return {
    items,
    categories: {
      names: Array.from({ length: categories + 1 }, (_, index) => `Category ${index}`),
      parent: Uint16Array.from({ length: categories + 1 }, (_, index) =>
        index > 20 ? 1 + (index % 20) : 0,
      ),
    },
    brands: Array.from({ length: 1001 }, (_, index) => `Brand ${index}`),
    neighbours: syntheticNeighbours(size, upTo),
    terms: syntheticTerms(size, upTo),
  };
}

function syntheticNeighbours(size: number, upTo: (limit: number) => number): NeighbourTable {
  return {
    offsets: Uint32Array.from({ length: size + 1 }, (_, index) => index * NEIGHBOURS),
    items: Uint32Array.from({ length: size * NEIGHBOURS }, () => upTo(size)),
    weights: Uint8Array.from({ length: size * NEIGHBOURS }, () => 1 + upTo(255)),
  };
}

/** Terms drawn with a long tail, as words are. */
function syntheticTerms(size: number, upTo: (limit: number) => number): TermIndex {
  const terms = Math.ceil(size * 1.5);
  const itemTerms = Uint32Array.from({ length: size * TERMS }, () =>
    Math.min(terms - 1, Math.floor(terms ** (upTo(1_000_000) / 1_000_000))),
  );
  const termOffsets = new Uint32Array(terms + 1);
  for (const term of itemTerms) termOffsets[term + 1] = (termOffsets[term + 1] ?? 0) + 1;
  for (let term = 0; term < terms; term++)
    termOffsets[term + 1] = (termOffsets[term + 1] ?? 0) + (termOffsets[term] ?? 0);
  const next = termOffsets.slice();
  const termItems = new Uint32Array(itemTerms.length);
  for (const [at, term] of itemTerms.entries()) {
    const slot = next[term] ?? 0;
    termItems[slot] = Math.floor(at / TERMS);
    next[term] = slot + 1;
  }
  return {
    size: terms,
    itemOffsets: Uint32Array.from({ length: size + 1 }, (_, index) => index * TERMS),
    itemTerms,
    termOffsets,
    termItems,
    idf: Float32Array.from({ length: terms }, (_, term) =>
      Math.log(1 + size / (1 + (termOffsets[term + 1] ?? 0) - (termOffsets[term] ?? 0))),
    ),
    itemNorm: new Float32Array(size).fill(0.1),
  };
}

/** Bytes of every array of a catalog. */
export function bytesOf(catalog: RankingCatalog): number {
  const arrays = [catalog.items, catalog.neighbours, catalog.terms].flatMap((part) =>
    Object.values(part ?? {}),
  );
  return arrays.reduce(
    (sum: number, each) => sum + (ArrayBuffer.isView(each) ? each.byteLength : 0),
    0,
  );
}
