/**
 * Numbers pairs of numbers in order of their first appearance, from 0. Open addressing over typed
 * arrays: 16 bytes a pair at most half full, where a `Map` takes several times as much.
 */
export class PairTable {
  #keys: Uint32Array;
  #numbers: Uint32Array;
  #mask: number;
  #size = 0;

  constructor(capacity = 1 << 12) {
    this.#keys = new Uint32Array(2 * capacity);
    this.#numbers = new Uint32Array(capacity);
    this.#mask = capacity - 1;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of the pair (a, b); a new one where it was not there. */
  numberOf(a: number, b: number): number {
    const slot = this.#slotOf(a, b);
    const known = this.#numbers[slot] ?? 0;
    if (known !== 0) return known - 1;
    this.#keys[2 * slot] = a;
    this.#keys[2 * slot + 1] = b;
    this.#numbers[slot] = ++this.#size;
    if (2 * this.#size > this.#mask) this.#grow();
    return this.#size - 1;
  }

  /** Slots hold number + 1, so that 0 is a free one. */
  #slotOf(a: number, b: number): number {
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & this.#mask;
    while (this.#numbers[slot] !== 0) {
      if (this.#keys[2 * slot] === a && this.#keys[2 * slot + 1] === b) break;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const numbers = this.#numbers;
    this.#mask = 2 * this.#mask + 1;
    this.#keys = new Uint32Array(2 * (this.#mask + 1));
    this.#numbers = new Uint32Array(this.#mask + 1);
    for (let at = 0; at < numbers.length; at++) {
      const number = numbers[at] ?? 0;
      if (number === 0) continue;
      const a = keys[2 * at] ?? 0;
      const b = keys[2 * at + 1] ?? 0;
      const slot = this.#slotOf(a, b);
      this.#keys[2 * slot] = a;
      this.#keys[2 * slot + 1] = b;
      this.#numbers[slot] = number;
    }
  }
}
