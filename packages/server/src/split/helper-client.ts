import { SottoError } from '@sotto/core';
import { fromBase64Url } from '@sotto/protocol';
import * as v from 'valibot';
import { serverError } from '../server-error.ts';
import { helperSecret, type HelperSecret } from './helper-secret.ts';
import { preparedSchema, releasedSchema, type Prepare, type Release } from './helper-messages.ts';
import type { SplitTask } from './split-task.ts';

/** A helper that does not answer in this time is not there. Milliseconds. */
const DEADLINE_MS = 30_000;

/** What the leader asks of a helper. Everything may be asked again after a failure. */
export class HelperClient {
  readonly #secret: HelperSecret | undefined;

  /** @param secret see {@link helperSecret}; without it every call throws */
  constructor(secret: string | undefined) {
    this.#secret = secret === undefined ? undefined : helperSecret(secret);
  }

  /** @throws config/invalid */
  verifyKey(taskHash: string): Uint8Array {
    return this.#known().verifyKey(taskHash);
  }

  /**
   * One message for each report; `null` where it is not valid.
   *
   * @throws server/helper
   */
  async prepare(task: SplitTask, asked: Omit<Prepare, 'task'>): Promise<(Uint8Array | null)[]> {
    const answer = await this.#ask(task, 'v1/prepare', asked, preparedSchema);
    if (answer.messages.length !== asked.reports.length)
      throw helperFault('Another number of answers.');
    return answer.messages.map((each) => (each === null ? null : fromBase64Url(each)));
  }

  /**
   * The helper's share of the sum of a round, with its noise: the same whenever it is asked.
   *
   * @throws server/helper also where it counted other reports
   */
  async release(task: SplitTask, asked: Omit<Release, 'task'>): Promise<Uint8Array> {
    return fromBase64Url((await this.#ask(task, 'v1/release', asked, releasedSchema)).share);
  }

  #known(): HelperSecret {
    if (this.#secret === undefined)
      throw serverError('config/invalid', 'SOTTO_HELPER_SECRET is missing.');
    return this.#secret;
  }

  async #ask<Schema extends v.GenericSchema>(
    task: SplitTask,
    path: string,
    body: object,
    schema: Schema,
  ): Promise<v.InferOutput<Schema>> {
    const { authorization } = this.#known();
    try {
      const response = await fetch(new URL(path, task.mode.helper.url), {
        method: 'POST',
        headers: {
          authorization,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ task, ...body }),
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      const answer = (await response.json()) as unknown;
      if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
      return v.parse(schema, answer);
    } catch (cause) {
      throw helperFault(cause);
    }
  }
}

/** What is wrong with a helper. */
export const helperFault = (cause: unknown): SottoError =>
  new SottoError('server/helper', { origin: 'server', retry: true, cause });
