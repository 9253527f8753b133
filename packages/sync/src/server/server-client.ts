import {
  fromBase64Url,
  OBLIVIOUS_TYPES,
  readAnswer,
  sealRequest,
  SPLIT_REPORT_TYPE,
  type Rejection,
  type TaskMode,
} from '@sotto/protocol';
import { ask, jsonOf, unreachable } from './ask.ts';

type Relay = Extract<TaskMode, { readonly kind: 'relay' }>;

const REPORTS_TYPE = 'application/octet-stream';

/** The requests that a device makes of the sync server for reports. */
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
    return jsonOf(await ask(this.#fetch, `${this.#url}v1/configuration`));
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
        : await ask(this.#fetch, url, request);
    return readAnswer(await jsonOf(response)).rejected[0]?.code ?? 'taken';
  }

  async #askThrough(relay: Relay, request: Request): Promise<Response> {
    const sealed = await sealRequest(fromBase64Url(relay.keyConfig), request);
    const answer = await ask(this.#fetch, relay.url, {
      method: 'POST',
      headers: { 'content-type': OBLIVIOUS_TYPES.request },
      body: sealed.message,
    });
    const response = await sealed.open(new Uint8Array(await answer.arrayBuffer()));
    if (!response.ok) throw unreachable(`status ${response.status}`);
    return response;
  }
}
