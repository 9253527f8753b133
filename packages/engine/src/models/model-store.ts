import { verifyFile, type FileEntry, type PackModel } from '@sotto/catalog';

/** What a {@link ModelStore} is made with. */
export interface ModelStoreOptions {
  /** Absolute URL of the pack's folder, ending in `/`. */
  readonly url: string;
  /** Fetches and verifies a file of the pack. */
  readonly fetchEntry: (entry: FileEntry) => Promise<Uint8Array<ArrayBuffer>>;
  /** The Cache API, where there is one. */
  readonly caches: CacheStorage | undefined;
  /** Whether anything may be kept on the device: only once the shopper has agreed. */
  readonly mayKeep: () => boolean;
}

/** Name of the cache that holds models; all tabs share it. */
export const MODEL_CACHE = 'sotto-models';

/** Files of models: from the device where it has them, else from the shop. Every byte is verified. */
export class ModelStore {
  readonly #options: ModelStoreOptions;

  constructor(options: ModelStoreOptions) {
    this.#options = options;
  }

  /**
   * The bytes of a model and of its self-test.
   *
   * @throws pack/* where they can't be fetched, or are not what the manifest says
   */
  async read({
    model,
    test,
  }: PackModel): Promise<Record<'model' | 'test', Uint8Array<ArrayBuffer>>> {
    return { model: await this.#entry(model), test: await this.#entry(test) };
  }

  /** The model of this id that was last found good, other than `current`. */
  async previous(id: string, current: PackModel): Promise<PackModel | undefined> {
    const kept = await (await this.#cache())?.match(this.#goodUrl(id));
    if (kept === undefined) return undefined;
    const { good } = (await kept.json()) as { good: PackModel };
    const same = good.model.sha256 === current.model.sha256 && good.version === current.version;
    return same ? undefined : good;
  }

  /** Keeps a model that was found good, in place of the one before. */
  async keep(
    id: string,
    good: PackModel,
    files: Readonly<Record<'model' | 'test', Uint8Array<ArrayBuffer>>>,
  ): Promise<void> {
    if (!this.#options.mayKeep()) return;
    const cache = await this.#cache();
    if (cache === undefined || (await cache.match(this.#url(good.model))) !== undefined) return;
    const before = await this.previous(id, good);
    await cache.put(this.#url(good.model), new Response(files.model));
    await cache.put(this.#url(good.test), new Response(files.test));
    await cache.put(this.#goodUrl(id), Response.json({ good }));
    if (before === undefined) return;
    for (const entry of [before.model, before.test])
      if (entry.path !== good.test.path) await cache.delete(this.#url(entry));
  }

  async #entry(entry: FileEntry): Promise<Uint8Array<ArrayBuffer>> {
    const cache = await this.#cache();
    const kept = await cache?.match(this.#url(entry));
    if (kept === undefined) return this.#options.fetchEntry(entry);
    const bytes = new Uint8Array(await kept.arrayBuffer());
    try {
      await verifyFile(entry, bytes);
      return bytes;
    } catch {
      // What the device kept is damaged; the shop's may not be.
      await cache?.delete(this.#url(entry));
      return this.#options.fetchEntry(entry);
    }
  }

  async #cache(): Promise<Cache | undefined> {
    const { caches } = this.#options;
    // Opening would make it: nothing is left on a device whose owner did not agree.
    const there =
      caches !== undefined && (this.#options.mayKeep() || (await caches.has(MODEL_CACHE)));
    return there ? caches.open(MODEL_CACHE) : undefined;
  }

  #url({ path }: FileEntry): string {
    return this.#options.url + path;
  }

  #goodUrl(id: string): string {
    return `${this.#options.url}good/${id}`;
  }
}
