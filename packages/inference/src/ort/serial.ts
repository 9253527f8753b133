/** Does one thing after the other, in the order in which they are asked for. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** Does `work` once all before it has ended, well or not. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
