import { SottoError } from '@sotto/core';
import {
  fromBase64Url,
  OBLIVIOUS_TYPES,
  readAnswer,
  sealRequest,
  SPLIT_REPORT_TYPE,
  type Rejection,
  type TaskMode,
} from '@sotto/protocol';

type Relay = Extract<TaskMode, { readonly kind: 'relay' }>;

const REPORTS_TYPE = 'application/octet-stream';

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

/** The requests that a device makes of the sync server. */
export class ServerClient {
  readonly #url: string;
  readonly #fetch: typeof fetch;

  /** @param url of the server, ending in `/` */
  constructor(url: string, fetcher: typeof fetch) {
    this.#url = url;
    this.#fetch = fetcher;
  }

  /** @throws sync/unreachable */
  async configuration(): Promise<unknown> {
    return jsonOf(await this.#ask(`${this.#url}v1/configuration`, {}));
  }

  /**
   * Sends one report the way that its task says.
   *
   * @throws sync/unreachable where it may be sent again
   */
  async send(report: Uint8Array<ArrayBuffer>, mode: TaskMode): Promise<'taken' | Rejection> {
    const split = mode.kind === 'split';
    const url = `${this.#url}${split ? 'v1/split-reports' : 'v1/reports'}`;
    const headers = { 'content-type': split ? SPLIT_REPORT_TYPE : REPORTS_TYPE };
    const request = { method: 'POST', headers, body: report };
    const response =
      mode.kind === 'relay'
        ? await this.#askThrough(mode, new Request(url, request))
        : await this.#ask(url, request);
    return readAnswer(await jsonOf(response)).rejected[0]?.code ?? 'taken';
  }

  async #askThrough(relay: Relay, request: Request): Promise<Response> {
    const sealed = await sealRequest(fromBase64Url(relay.keyConfig), request);
    const answer = await this.#ask(relay.url, {
      method: 'POST',
      headers: { 'content-type': OBLIVIOUS_TYPES.request },
      body: sealed.message,
    });
    const response = await sealed.open(new Uint8Array(await answer.arrayBuffer()));
    if (!response.ok) throw unreachable(`status ${response.status}`);
    return response;
  }

  async #ask(url: string, request: RequestInit): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(DEADLINE_MS);
      const response = await this.#fetch(url, { ...PLAIN, ...request, signal });
      if (!response.ok) throw new Error(`status ${response.status}`);
      return response;
    } catch (error) {
      throw unreachable(error);
    }
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw unreachable(error);
  }
}

const unreachable = (cause: unknown): SottoError =>
  new SottoError('sync/unreachable', { origin: 'sync', retry: true, cause });
