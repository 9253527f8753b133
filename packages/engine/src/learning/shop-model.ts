import { asSottoError, type Clock, type SottoError } from '@sotto/core';
import type { SyncConfig } from '@sotto/protocol';
import type { ShopVersions, ShopVersionsOptions } from '@sotto/sync';

/** What a {@link ShopModel} is made with. */
export interface ShopModelOptions {
  /** `undefined` where the page names no server, and the release's numbers hold. */
  readonly sync: SyncConfig | undefined;
  /** Asks the server; what asks is loaded by the first call. */
  readonly fetchVersions: (options: ShopVersionsOptions) => Promise<ShopVersions>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** The Cache API, where there is one. */
  readonly caches: CacheStorage | undefined;
  /** Whether anything may be kept on the device: only once the shopper has agreed. */
  readonly mayKeep: () => boolean;
  readonly onError: (error: SottoError) => void;
}

/** Name of the cache that holds what the shop has learnt; all tabs share it. */
export const SHOP_MODEL_CACHE = 'sotto-shop-model';

/** The server is asked again after this time. Milliseconds. */
const FRESH_MS = 5 * 60_000;

interface Kept {
  readonly at: number;
  readonly versions: ShopVersions;
}

/** What the shop has learnt, as far as this device knows: the last good versions, through any failure. */
export class ShopModel {
  readonly #options: ShopModelOptions;
  #kept: Kept | undefined;
  #error: SottoError | undefined;
  /** Settles once it is known what the device had kept. */
  readonly ready: Promise<void>;

  constructor(options: ShopModelOptions) {
    this.#options = options;
    this.ready = this.#read();
  }

  /** What was verified last; `undefined` where nothing was. */
  get versions(): ShopVersions | undefined {
    return this.#kept?.versions;
  }

  /** Why the server's answer was not taken, if that was so the last time. */
  get error(): SottoError | undefined {
    return this.#error;
  }

  /**
   * Asks the server, unless that was done a short while ago.
   *
   * @returns whether something changed
   */
  async update(): Promise<boolean> {
    const { sync, fetch, fetchVersions, clock, onError } = this.#options;
    await this.ready;
    const before = this.#kept;
    if (sync === undefined || (before !== undefined && isFresh(before, clock.now()))) return false;
    try {
      const versions = await fetchVersions({ ...sync, fetch, known: before?.versions });
      this.#kept = { at: clock.now(), versions };
      this.#error = undefined;
      await this.keep();
      return versions.serial !== before?.versions.serial;
    } catch (error) {
      this.#error = asSottoError(error, 'sync/model', 'sync');
      onError(this.#error);
      return false;
    }
  }

  /** Keeps what is known on the device, where that is allowed. */
  async keep(): Promise<void> {
    const { caches, mayKeep, onError } = this.#options;
    if (caches === undefined || this.#kept === undefined || !mayKeep()) return;
    try {
      await (await caches.open(SHOP_MODEL_CACHE)).put(this.#name(), Response.json(this.#kept));
    } catch (error) {
      onError(asSottoError(error, 'storage/quota', 'storage'));
    }
  }

  /** Removes it from the device; this page goes on with it. */
  async forget(): Promise<void> {
    await this.#options.caches?.delete(SHOP_MODEL_CACHE);
  }

  /** Verified when it was kept: who could change it here could change the code as well. */
  async #read(): Promise<void> {
    const { sync, caches } = this.#options;
    try {
      // Opening would make it: nothing is left on a device whose owner did not agree.
      if (sync === undefined || caches === undefined || !(await caches.has(SHOP_MODEL_CACHE)))
        return;
      const kept = await (await caches.open(SHOP_MODEL_CACHE)).match(this.#name());
      this.#kept = (await kept?.json()) as Kept | undefined;
    } catch (error) {
      this.#options.onError(asSottoError(error, 'storage/corrupt', 'storage'));
    }
  }

  #name(): string {
    return `${this.#options.sync?.url}v1/model`;
  }
}

const isFresh = ({ at }: Kept, now: number): boolean => Math.abs(now - at) < FRESH_MS;
