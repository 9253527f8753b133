import type { ItemVectors, NeighbourTable } from '@sotto/core';
import type { SequenceItemFeatures } from '@sotto/inference';

/** What the vectors of the sequence encoder are made from, by number of product. */
export interface SequenceSources {
  /** As the pack keeps them. */
  readonly text: ItemVectors;
  /** What orders say; absent where the shop has none. */
  readonly orders?: {
    readonly neighbours: NeighbourTable;
    /** Shoppers who ordered the product. */
    readonly shoppers: ArrayLike<number>;
  };
}

/** Rows of numbers, one for each product. */
interface Rows {
  readonly width: number;
  readonly data: Float32Array;
}

/** Links with their strength, 0 to 1, by the product that they start from. */
interface Links {
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
  readonly strengths: Float32Array;
}

/** Makes the features of products, some at a time; `models/sequence-encoder/README.md` says what they are. */
export class SequenceFeatures {
  readonly #sources: SequenceSources;
  /** The text, what comes after, what comes before, two steps away. */
  readonly #parts: readonly Rows[];

  constructor(sources: SequenceSources) {
    this.#sources = sources;
    const text = textRows(sources.text);
    const links = sources.orders && decodeLinks(sources.orders.neighbours);
    const back = links && transpose(links);
    const after = meanRows(text, links);
    const before = meanRows(text, back);
    const further = sum(meanRows(after, links), meanRows(before, back));
    this.#parts = [text, after, before, further].map(unitRows);
  }

  /** The features of the products from number `start` up to number `end`, which is not one of them. */
  rows(start: number, end: number): SequenceItemFeatures {
    const width = this.#parts.reduce((total, part) => total + part.width, 0);
    const features = new Float32Array((end - start) * width);
    const sales = new Float32Array((end - start) * 2);
    for (let item = start; item < end; item++) {
      let at = (item - start) * width;
      for (const { width: own, data } of this.#parts) {
        features.set(data.subarray(item * own, (item + 1) * own), at);
        at += own;
      }
      const shoppers = this.#sources.orders?.shoppers[item] ?? 0;
      sales.set([Math.log1p(shoppers) / 5, Math.min(1, shoppers / 5)], (item - start) * 2);
    }
    return { features, sales };
  }
}

function textRows({ dimensions, codes, scale }: ItemVectors): Rows {
  const data = Float32Array.from(
    codes,
    (code, at) => code * (scale[Math.floor(at / dimensions)] ?? 0),
  );
  return { width: dimensions, data };
}

/** Undoes the square-root scale of {@link NeighbourTable}. */
const decodeLinks = ({ offsets, items, weights }: NeighbourTable): Links => ({
  offsets,
  items,
  strengths: Float32Array.from(weights, (byte) => (byte / 255) ** 2),
});

/** The same links, from where they lead to. */
function transpose({ offsets, items, strengths }: Links): Links {
  const ends = new Uint32Array(offsets.length);
  for (const item of items) ends[item + 1] = (ends[item + 1] ?? 0) + 1;
  for (let at = 1; at < ends.length; at++) ends[at] = (ends[at] ?? 0) + (ends[at - 1] ?? 0);
  const next = ends.slice();
  const back = { items: new Uint32Array(items.length), strengths: new Float32Array(items.length) };
  for (let from = 0; from + 1 < offsets.length; from++) {
    for (let at = offsets[from] ?? 0; at < (offsets[from + 1] ?? 0); at++) {
      const to = items[at] ?? 0;
      const place = next[to] ?? 0;
      next[to] = place + 1;
      back.items[place] = from;
      back.strengths[place] = strengths[at] ?? 0;
    }
  }
  return { offsets: ends, ...back };
}

/** For each product the mean of the rows that its links lead to; zeros where it has none. */
function meanRows({ width, data }: Rows, links: Links | undefined): Rows {
  const means = new Float32Array(data.length);
  if (links === undefined) return { width, data: means };
  const { offsets, items, strengths } = links;
  for (let from = 0; from + 1 < offsets.length; from++) {
    const [start = 0, end = 0] = offsets.subarray(from, from + 2);
    const total = strengths.subarray(start, end).reduce((all, each) => all + each, 0);
    const mean = means.subarray(from * width, (from + 1) * width);
    for (let at = start; at < end; at++) {
      const share = (strengths[at] ?? 0) / total;
      const row = (items[at] ?? 0) * width;
      for (let i = 0; i < width; i++) mean[i] = (mean[i] ?? 0) + share * (data[row + i] ?? 0);
    }
  }
  return { width, data: means };
}

const sum = (a: Rows, b: Rows): Rows => ({
  width: a.width,
  data: a.data.map((value, at) => value + (b.data[at] ?? 0)),
});

/** Every row of length 1, or of zeros. */
function unitRows({ width, data }: Rows): Rows {
  const unit = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += width) {
    const row = data.subarray(start, start + width);
    const length = Math.max(1e-9, Math.hypot(...row));
    for (let i = 0; i < width; i++) unit[start + i] = (row[i] ?? 0) / length;
  }
  return { width, data: unit };
}
