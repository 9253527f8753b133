import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';

/** One line of `rejects.jsonl`. */
export interface Reject {
  readonly feed: string;
  /** Line, number or page of the row. */
  readonly place: string;
  /** Code of the issue, such as `price-missing`. */
  readonly reason: string;
  /** What is wrong, such as the value as found. */
  readonly detail: string;
  /** The row's fields, or the beginning of a row that couldn't be taken apart. */
  readonly row: unknown;
}

/** Writes rejected rows as JSON lines. */
export class RejectFile {
  readonly path: string;
  readonly #stream: WriteStream;
  #count = 0;

  constructor(path: string) {
    this.path = path;
    this.#stream = createWriteStream(path);
  }

  /** Number of rows so far. */
  get count(): number {
    return this.#count;
  }

  /** Writes one row. */
  async write(reject: Reject): Promise<void> {
    this.#count++;
    if (!this.#stream.write(`${JSON.stringify(reject)}\n`)) await once(this.#stream, 'drain');
  }

  /** Closes the file. */
  async close(): Promise<void> {
    this.#stream.end();
    await finished(this.#stream);
  }
}
