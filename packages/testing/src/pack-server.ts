import type { PackFiles } from '@sotto/catalog';

/** What a {@link PackServer} was asked. */
export interface PackRequest {
  /** Relative to the pack's folder. */
  readonly path: string;
  readonly method: string;
  readonly hasBody: boolean;
}

/** A shop's server with a pack on it, whose answers can be broken and held back. */
export class PackServer {
  /** Address of the pack's folder. */
  readonly url = 'https://shop.example/sotto/';
  readonly requests: PackRequest[] = [];
  readonly #files = new Map<string, Uint8Array<ArrayBuffer> | number>();
  /** Who waits for files held back, by the beginning of their names. */
  readonly #held = new Map<string, (() => void)[]>();

  constructor(pack: PackFiles) {
    this.put(pack);
  }

  /** Puts another pack in place; files of the one before stay, as on a real server. */
  put({ manifest, files }: PackFiles): void {
    for (const { path, bytes } of files) this.#files.set(path, bytes);
    this.#files.set('manifest.json', manifest);
  }

  /** Takes everything away: no address answers. */
  clear(): void {
    this.#files.clear();
  }

  /** Changes the file whose name begins with `start`; a number is an HTTP status instead of bytes. */
  change(
    start: string,
    to: number | ((bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>),
  ): void {
    for (const [path, bytes] of this.#files) {
      if (!path.startsWith(start) || typeof bytes === 'number') continue;
      this.#files.set(path, typeof to === 'number' ? to : to(bytes));
    }
  }

  /** Holds back the answer for files whose name begins with `start`, until the function it gives is called. */
  hold(start: string): () => void {
    const waiting: (() => void)[] = [];
    this.#held.set(start, waiting);
    return () => {
      this.#held.delete(start);
      for (const go of waiting) go();
    };
  }

  /** As the global one, for addresses of the pack's folder. */
  readonly fetch: typeof fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const path = address.slice(this.url.length);
    this.requests.push({
      path,
      method: init?.method ?? 'GET',
      hasBody: init?.body !== undefined,
    });
    for (const [start, waiting] of this.#held)
      if (path.startsWith(start)) await new Promise<void>((resolve) => waiting.push(resolve));
    const found = this.#files.get(path);
    if (this.#files.size === 0) throw new TypeError('Failed to fetch');
    if (found === undefined) return new Response('', { status: 404 });
    if (typeof found === 'number') return new Response('', { status: found });
    return new Response(found);
  };
}
