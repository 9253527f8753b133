/** Does one thing after the other, in the order in which they are asked for, until it is ended. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();
  #ended: { readonly reason: Error } | undefined;
  /** Gives up what is under way. */
  #abandon: ((reason: Error) => void) | undefined;

  /** Does `work` once all before it has ended, well or not. Rejects with the reason once this was ended. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#unlessEnded(work));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** What is under way may never end: it is given up, and nothing is begun any more. */
  end(reason: Error): void {
    this.#ended ??= { reason };
    this.#abandon?.(reason);
  }

  /** Not by a race with one promise of the end: that would keep something of every run. */
  #unlessEnded<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended.reason);
      this.#abandon = reject;
      work().then(resolve, reject);
    });
  }
}
