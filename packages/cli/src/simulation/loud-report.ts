import { roundKey, type RandomSource } from '@sotto/privacy';
import { loudestReports } from '@sotto/privacy/audit';
import { encodeReport, NONCE_BYTES, taskHashOf, taskIdOf, type Task } from '@sotto/protocol';

/** Makes the reports of devices that leave the mechanism out: what the server takes, and says the most. */
export class LoudReports {
  readonly #random: RandomSource;
  #last: { readonly of: string; readonly payloads: readonly number[]; next: number } | undefined;

  /** @param random of nonces */
  constructor(random: RandomSource) {
    this.#random = random;
  }

  /** @param input a vote, or a vector: devices that say the same in a round send the same words in turn */
  async make(task: Task, round: number, input: number | readonly number[]): Promise<Uint8Array> {
    const taskHash = await taskHashOf(task);
    const payload =
      typeof input === 'number' ? input : await this.#word(task, taskHash, round, input);
    const words = Uint32Array.from({ length: NONCE_BYTES / 4 }, () => this.#random.uint32());
    const nonce = new Uint8Array(words.buffer);
    return encodeReport({ task: taskIdOf(taskHash), round, nonce, payload });
  }

  async #word(
    { mechanism }: Task,
    taskHash: string,
    round: number,
    vector: readonly number[],
  ): Promise<number> {
    if (mechanism.kind !== 'code-book') throw new TypeError('Vectors are told of by words.');
    const of = [round, ...vector].join();
    if (this.#last?.of !== of) {
      const key = await roundKey(taskHash, round);
      const payloads = loudestReports(mechanism, key, Float64Array.from(vector));
      this.#last = { of, payloads, next: 0 };
    }
    const { payloads, next } = this.#last;
    this.#last.next = (next + 1) % payloads.length;
    return payloads[next] ?? 0;
  }
}
