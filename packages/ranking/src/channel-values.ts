import { CHANNEL_NAMES, type ChannelName, type ChannelWeights } from '@sotto/core';

/**
 * The values that channels gave to every product for one input, so that they can be added up under many
 * weights. {@link Scorer.load} fills it; its arrays are used again for the next input.
 */
export class ChannelValues {
  readonly size: number;
  readonly #columns: ReadonlyMap<ChannelName, Float32Array>;

  /**
   * @param size number of products
   * @param names the channels to keep; the others count as zeros
   */
  constructor(size: number, names: readonly ChannelName[]) {
    this.size = size;
    // Added up in the one order of channels, sums are those of `Scorer.score` to the last bit.
    const kept = CHANNEL_NAMES.filter((name) => names.includes(name));
    this.#columns = new Map(kept.map((name) => [name, new Float32Array(size)]));
  }

  /** The values of one channel, by product number; `undefined` where it is not kept. */
  of(name: ChannelName): Float32Array | undefined {
    return this.#columns.get(name);
  }

  /** Writes the score of every product, as {@link Scorer.score} gives it, and gives `out` back. */
  scores(weights: ChannelWeights, out: Float32Array): Float32Array {
    out.fill(0);
    for (const [name, values] of this.#columns) addScaled(out, values, weights[name]);
    return out;
  }

  /** The values of some products: products × channels, row-major, both in the order given. */
  rows(items: ArrayLike<number>, names: readonly ChannelName[]): Float32Array {
    const rows = new Float32Array(items.length * names.length);
    for (const [at, name] of names.entries()) {
      const column = this.#columns.get(name);
      if (column === undefined) continue;
      for (let i = 0; i < items.length; i++)
        rows[i * names.length + at] = column[items[i] ?? 0] ?? 0;
    }
    return rows;
  }
}

/** Adds `weight` times `values` to `sums`. */
export function addScaled(sums: Float32Array, values: Float32Array, weight: number): void {
  if (weight === 0) return;
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + weight * (values[i] ?? 0);
}
