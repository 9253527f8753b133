import { SottoError } from '@sotto/core';
import { readAnswer, type Rejection } from '@sotto/protocol';

/** A server that does not answer in this time is not there. Milliseconds. */
const DEADLINE_MS = 10_000;

/** Nothing of the page or the browser goes along, and nothing that came before comes back from a cache. */
const PLAIN = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'error',
  mode: 'cors',
} as const satisfies RequestInit;

/** The two requests that a device makes of the sync server. */
export class ServerClient {
  readonly #url: string;
  readonly #fetch: typeof fetch;

  /** @param url of the server, ending in `/` */
  constructor(url: string, fetcher: typeof fetch) {
    this.#url = url;
    this.#fetch = fetcher;
  }

  /** @throws sync/unreachable */
  configuration(): Promise<unknown> {
    return this.#ask('v1/configuration', {});
  }

  /**
   * Sends one report.
   *
   * @throws sync/unreachable where it may be sent again
   */
  async send(report: Uint8Array<ArrayBuffer>): Promise<'taken' | Rejection> {
    const answer = await this.#ask('v1/reports', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: report,
    });
    return readAnswer(answer).rejected[0]?.code ?? 'taken';
  }

  async #ask(path: string, request: RequestInit): Promise<unknown> {
    try {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      const response = await this.#fetch(this.#url + path, { ...PLAIN, ...request, signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return await response.json();
    } catch (error) {
      throw unreachable(error);
    }
  }
}

const unreachable = (cause: unknown): SottoError =>
  new SottoError('sync/unreachable', { origin: 'sync', retry: true, cause });
