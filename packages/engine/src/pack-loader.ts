import { asSottoError, SottoError } from '@sotto/core';
import {
  MAX_MANIFEST_BYTES,
  parseManifest,
  verifyFile,
  type FileEntry,
  type FileName,
  type PackManifest,
} from '@sotto/catalog';
import { CacheSource, MANIFEST_PATH, NetworkSource, type PackSource } from './pack-source.ts';

/** What a {@link PackLoader} is made with. */
export interface PackLoaderOptions {
  /** Absolute URL of the pack's folder, ending in `/`. */
  readonly url: string;
  readonly fetch: typeof fetch;
  /** The Cache API, where there is one. */
  readonly caches: CacheStorage | undefined;
}

/** Name of the cache that holds the last good pack. */
export const PACK_CACHE = 'sotto-pack';

/** A pack whose manifest was read: its files can be fetched, verified, in any order. */
export class LoadedPack {
  readonly manifest: PackManifest;
  readonly fromCache: boolean;
  readonly #source: PackSource;
  readonly #manifestBytes: Uint8Array<ArrayBuffer>;
  readonly #files = new Map<string, Uint8Array<ArrayBuffer>>();

  constructor(source: PackSource, manifestBytes: Uint8Array<ArrayBuffer>) {
    this.manifest = parseManifest(manifestBytes);
    this.fromCache = source.kind === 'cache';
    this.#source = source;
    this.#manifestBytes = manifestBytes;
  }

  /** Whether the pack has a file of this name. */
  has(name: FileName): boolean {
    return this.manifest.files[name] !== undefined;
  }

  /**
   * Fetches and verifies one file.
   *
   * @throws pack/unreachable, pack/truncated, pack/too-large, pack/corrupt
   */
  async file(name: FileName): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.manifest.files[name];
    if (entry === undefined) {
      throw new SottoError('pack/manifest', { origin: 'pack' }, `the pack has no file "${name}"`);
    }
    const bytes = await this.entry(entry);
    this.#files.set(entry.path, bytes);
    return bytes;
  }

  /** Fetches and verifies a file by its entry of the manifest; it is not kept. */
  async entry(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#source.read(entry.path, entry.bytes);
    await verifyFile(entry, bytes);
    return bytes;
  }

  /** Keeps what was loaded for the day on which the shop's pack is broken. */
  async keep(caches: CacheStorage, url: string): Promise<void> {
    if (this.fromCache) return;
    const cache = new CacheSource(url, await caches.open(PACK_CACHE));
    const kept = await cache.read(MANIFEST_PATH, MAX_MANIFEST_BYTES).catch(() => null);
    if (kept !== null && sameBytes(kept, this.#manifestBytes)) return;
    await cache.keep(this.#manifestBytes, this.#files);
  }

  /** Lets go of the bytes that {@link keep} would need. */
  release(): void {
    this.#files.clear();
  }
}

/** A pack of which a part was read already. */
export interface OpenedPack<T> {
  readonly pack: LoadedPack;
  readonly prepared: T;
  /** Why the last good pack is used in place of the shop's. */
  readonly error?: SottoError;
}

/**
 * Opens the shop's pack, or the last good one where that can't be done. `prepare` reads what the first
 * list needs; a pack for which it fails counts as broken.
 *
 * @throws pack/* of the shop's pack, when there is no good one in the cache either.
 */
export async function loadPack<T>(
  options: PackLoaderOptions,
  prepare: (pack: LoadedPack) => Promise<T>,
): Promise<OpenedPack<T>> {
  try {
    return await open(new NetworkSource(options.url, options.fetch), prepare);
  } catch (error) {
    const reason = asSottoError(error, 'pack/corrupt', 'pack');
    const lastGood = await openLastGood(options, prepare);
    if (lastGood === undefined) throw reason;
    return { ...lastGood, error: reason };
  }
}

async function open<T>(
  source: PackSource,
  prepare: (pack: LoadedPack) => Promise<T>,
): Promise<{ pack: LoadedPack; prepared: T }> {
  const pack = new LoadedPack(source, await source.read(MANIFEST_PATH, MAX_MANIFEST_BYTES));
  return { pack, prepared: await prepare(pack) };
}

async function openLastGood<T>(
  { url, caches }: PackLoaderOptions,
  prepare: (pack: LoadedPack) => Promise<T>,
): Promise<{ pack: LoadedPack; prepared: T } | undefined> {
  try {
    if (caches === undefined || !(await caches.has(PACK_CACHE))) return undefined;
    return await open(new CacheSource(url, await caches.open(PACK_CACHE)), prepare);
  } catch {
    // Whatever is wrong with the cache, what is told is why the shop's own pack can't be used.
    return undefined;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
