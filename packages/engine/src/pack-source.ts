import { SottoError } from '@sotto/core';

/** Where the files of a pack come from. */
export interface PackSource {
  readonly kind: 'network' | 'cache';
  /**
   * Reads one file whole.
   *
   * @param path relative to the pack's folder
   * @param maxBytes reading stops with an error beyond this
   * @throws pack/unreachable, pack/too-large
   */
  read(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** The manifest is the only file of a pack that changes in place. */
export const MANIFEST_PATH = 'manifest.json';

const DEADLINE_MS = 30_000;

/**
 * Plain GETs of static files. No cookies and no referrer go along, and no URL depends on the shopper.
 *
 * @param base absolute URL of the pack's folder, ending in `/`
 */
export class NetworkSource implements PackSource {
  readonly kind = 'network';
  readonly #base: string;
  readonly #fetch: typeof fetch;

  constructor(base: string, fetchFile: typeof fetch) {
    this.#base = base;
    this.#fetch = fetchFile;
  }

  async read(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#get(path);
    if (!response.ok) throw unreachable(path, `${response.status}`, response.status >= 500);
    return readLimited(response, path, maxBytes);
  }

  async #get(path: string): Promise<Response> {
    try {
      return await this.#fetch(this.#base + path, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        cache: path === MANIFEST_PATH ? 'no-cache' : 'default',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    } catch (error) {
      throw unreachable(path, String(error), true, error);
    }
  }
}

/** The pack that was last seen whole, kept in the Cache API for when the shop's own is broken. */
export class CacheSource implements PackSource {
  readonly kind = 'cache';
  readonly #base: string;
  readonly #cache: Cache;

  constructor(base: string, cache: Cache) {
    this.#base = base;
    this.#cache = cache;
  }

  async read(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#cache.match(this.#base + path);
    if (response === undefined) throw unreachable(path, 'not in the cache', false);
    return readLimited(response, path, maxBytes);
  }

  /** Keeps a pack: its files first, then the manifest that names them, then drops what is old. */
  async keep(
    manifest: Uint8Array<ArrayBuffer>,
    files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    for (const [path, bytes] of files)
      await this.#cache.put(this.#base + path, new Response(bytes));
    await this.#cache.put(this.#base + MANIFEST_PATH, new Response(manifest));
    const wanted = new Set([...files.keys(), MANIFEST_PATH].map((path) => this.#base + path));
    for (const request of await this.#cache.keys()) {
      if (request.url.startsWith(this.#base) && !wanted.has(request.url))
        await this.#cache.delete(request);
    }
  }
}

async function readLimited(
  response: Response,
  path: string,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw unreachable(path, String(error), true, error);
    });
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw new SottoError(
        'pack/too-large',
        { origin: 'pack' },
        `${path} is larger than ${maxBytes} bytes`,
      );
    }
    chunks.push(value);
  }
  return join(chunks, size);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function unreachable(path: string, why: string, retry: boolean, cause?: unknown): SottoError {
  return new SottoError('pack/unreachable', { origin: 'pack', retry, cause }, `${path}: ${why}`);
}
