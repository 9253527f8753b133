import { ask, jsonOf, unreachable } from './ask.ts';

/** What a sync server gives to everyone alike. */
export class PublicFiles {
  readonly #url: string;
  readonly #fetch: typeof fetch;

  /** @param url of the server, ending in `/` */
  constructor(url: string, fetcher: typeof fetch) {
    this.#url = url;
    this.#fetch = fetcher;
  }

  /**
   * Which version of the shop's model holds, signed.
   *
   * @throws sync/unreachable
   */
  async modelIndex(): Promise<unknown> {
    return jsonOf(await ask(this.#fetch, `${this.#url}v1/model`));
  }

  /**
   * An object, by the SHA-256 of its bytes; that it has them is for the caller to check.
   *
   * @throws sync/unreachable
   */
  async object(sha256: string): Promise<Uint8Array<ArrayBuffer>> {
    // Whatever a cache has under this name is right or is refused; the server is not asked whether it still holds.
    const url = `${this.#url}v1/objects/${sha256}`;
    const response = await ask(this.#fetch, url, { cache: 'force-cache' });
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      throw unreachable(error);
    }
  }
}
