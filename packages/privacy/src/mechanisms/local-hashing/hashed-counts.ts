import { requireParameter } from '../../parameter-check.ts';
import type { RoundKey } from '../../public-randomness/round-key.ts';
import { addSupport, HASH_FUNCTIONS, hashFunction } from './hash-function.ts';
import { hashedResponse, type LocalHashingParameters, unpackHashed } from './local-hashing.ts';

/**
 * Counts the reports of a round by hash function and value, so that each report may be forgotten when it is
 * counted. Takes 256 KiB for each value, 14 MiB at epsilon 4 and 64 MiB at most.
 */
export class HashedCounts {
  readonly parameters: LocalHashingParameters;
  readonly #values: number;
  readonly #counts: Uint32Array;
  /** 1 for each function that some report used. */
  readonly #used = new Uint8Array(HASH_FUNCTIONS);
  #reports = 0;

  /** @throws `privacy/parameters` */
  constructor(parameters: LocalHashingParameters) {
    this.parameters = parameters;
    this.#values = hashedResponse(parameters).values;
    this.#counts = new Uint32Array(HASH_FUNCTIONS * this.#values);
  }

  /** How many reports were added. */
  get reports(): number {
    return this.#reports;
  }

  /**
   * Counts one report.
   *
   * @param payload what `localHashing` gave
   * @throws `privacy/parameters` if it is none that the parameters allow; then nothing is counted
   */
  add(payload: number): void {
    const { hash, value } = unpackHashed(payload);
    requireParameter(
      Number.isInteger(payload) && hash * 256 + value === payload && value < this.#values,
      'The payload is not one of these parameters.',
    );
    requireParameter(hash < HASH_FUNCTIONS, 'The payload has 24 bits.');
    this.#counts[hash * this.#values + value]! += 1;
    this.#used[hash] = 1;
    this.#reports += 1;
  }

  /**
   * How many reports support each item: those whose value is the item's under their hash function. Takes a
   * few nanoseconds for each item and each function that some report used; pauses after each function, so that
   * whoever runs it may do something else meanwhile.
   *
   * @param key of the round that the reports are of
   */
  *support(key: RoundKey): Generator<undefined, Uint32Array> {
    const support = new Uint32Array(this.parameters.items);
    for (let hash = 0; hash < HASH_FUNCTIONS; hash += 1) {
      if (this.#used[hash] === 0) continue;
      const row = this.#counts.subarray(hash * this.#values, (hash + 1) * this.#values);
      addSupport(hashFunction(key, hash, this.#values), row, support);
      yield;
    }
    return support;
  }
}
