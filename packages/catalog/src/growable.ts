/** A column of whole numbers that grows as products come. */
export class GrowableColumn<T extends Uint8Array | Uint16Array | Uint32Array> {
  readonly #make: (length: number) => T;
  #values: T;
  #length = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#values = make(1 << 10);
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = this.#make(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** The column with its values in another order. */
  ordered(order: Uint32Array): T {
    const out = this.#make(order.length);
    for (let index = 0; index < order.length; index++)
      out[index] = this.#values[order[index] ?? 0] ?? 0;
    return out;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}
