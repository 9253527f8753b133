import { asSottoError, type SottoError } from '@sotto/core';
import { decodeThumbnails, type FileName, type PackImages } from '@sotto/catalog';
import type { EngineChange, EngineStatus } from '@sotto/protocol';
import {
  loadPack,
  PACK_CACHE,
  type LoadedPack,
  type OpenedPack,
  type PackLoaderOptions,
} from './pack-loader.ts';
import { Shop } from './shop.ts';
import { Thumbnails } from './thumbnails.ts';

/** What {@link PackStages} are made with. */
export interface PackStagesOptions extends PackLoaderOptions {
  /** The pack, where it is being opened already. */
  readonly opening?: Promise<OpenedPack<Shop>> | undefined;
  /** No vectors and no thumbnails are fetched. */
  readonly saveData: boolean;
  /** Whether the last good pack may be kept on the device: only once the shopper has agreed. */
  readonly mayKeep: () => boolean;
  /** Notes when a stage was reached. */
  readonly mark: (stage: string) => void;
  readonly onChange: (cause: EngineChange['cause']) => void;
  readonly onError: (error: SottoError) => void;
}

/** Reads what the first list needs. */
export const openShop = (options: PackLoaderOptions): Promise<OpenedPack<Shop>> =>
  loadPack(options, (pack) => Shop.open(pack));

/**
 * The pack arrives in stages: numbers and texts, which the first list needs; then neighbours, attributes
 * and terms, each of which makes lists better; then thumbnails. A later stage that fails is left out.
 */
export class PackStages {
  readonly #options: PackStagesOptions;
  readonly #loaded: string[] = [];
  #pack: LoadedPack | undefined;
  #arrived: Shop | undefined;
  #thumbnails: Thumbnails | undefined;
  /** Resolves when a list can be made; rejects with `pack/*` when there is no pack at all. */
  readonly shop: Promise<Shop>;
  /** Resolves when all has arrived that will; with nothing where there is no pack at all. */
  readonly whole: Promise<{ readonly shop: Shop; readonly pack: LoadedPack } | undefined>;

  constructor(options: PackStagesOptions) {
    this.#options = options;
    this.shop = this.#open();
    this.whole = this.shop.then(
      (shop) => this.#complete(shop),
      (error: unknown) => {
        options.onError(asSottoError(error, 'pack/corrupt', 'pack'));
        return undefined;
      },
    );
  }

  status(): EngineStatus['pack'] {
    const { id, counts, images } = this.#pack?.manifest ?? {};
    return {
      id: id ?? '',
      products: counts?.products ?? 0,
      loaded: [...this.#loaded],
      fromCache: this.#pack?.fromCache ?? false,
      images: images?.mode ?? 'none',
    };
  }

  /** What {@link shop} resolves to, once it has; for those who can do without. */
  get arrived(): Shop | undefined {
    return this.#arrived;
  }

  /** The thumbnail of product `item`, or `null` where there is none (yet). */
  async thumbnail(item: number): Promise<ImageBitmap | null> {
    return this.#thumbnails?.cut(item) ?? null;
  }

  /** Removes the last good pack from the device. */
  async forget(): Promise<void> {
    await this.#options.caches?.delete(PACK_CACHE);
  }

  async #open(): Promise<Shop> {
    const { opening = openShop(this.#options) } = this.#options;
    const { pack, prepared, error } = await opening;
    this.#pack = pack;
    this.#loaded.push('items', 'texts');
    this.#options.mark('pack');
    this.#arrived = prepared;
    if (error !== undefined) this.#options.onError(error);
    return prepared;
  }

  async #complete(shop: Shop): Promise<Awaited<PackStages['whole']>> {
    const pack = this.#pack;
    if (pack === undefined) return undefined;
    await this.#parts(pack, shop);
    return { shop, pack };
  }

  async #parts(pack: LoadedPack, shop: Shop): Promise<void> {
    const arrived = await Promise.all([
      this.#stage(pack, 'neighbours', () => shop.addNeighbours(pack, 'neighbours')),
      this.#stage(pack, 'together', () => shop.addNeighbours(pack, 'together')),
      this.#stage(pack, 'aliases', () => shop.addAliases(pack)),
      this.#stage(pack, 'details', () => shop.addDetails(pack)),
    ]);
    this.#options.onChange('pack');
    await shop.addTerms();
    this.#loaded.push('terms');
    this.#options.mark('complete');
    this.#options.onChange('pack');
    const embedded = await this.#vectors(pack, shop);
    // A pack of which a part is broken does not take the place of the last good one.
    await this.#keep(pack, embedded && arrived.every(Boolean));
    const { images } = pack.manifest;
    // The device keeps no sheets.
    if (images.mode !== 'sheets' || this.#options.saveData || pack.fromCache) return;
    await this.#stage(pack, 'thumbnails', () => this.#loadThumbnails(pack, images, shop.size));
  }

  /** The largest files, and no list needs them: they come last, and not at all where data is dear. */
  async #vectors(pack: LoadedPack, shop: Shop): Promise<boolean> {
    if (this.#options.saveData || !pack.has('vectors')) return true;
    const wanted = pack.manifest.weights.sequence === 0 ? [] : ['sequence' as const];
    let arrived = true;
    for (const name of ['vectors', ...wanted] as const)
      arrived = (await this.#stage(pack, name, () => shop.addVectors(pack, name))) && arrived;
    this.#options.mark('vectors');
    if (arrived) this.#options.onChange('pack');
    return arrived;
  }

  /** Answers `false` where the pack has the file and it can't be used. */
  async #stage(pack: LoadedPack, name: FileName, load: () => Promise<void>): Promise<boolean> {
    if (!pack.has(name)) return true;
    try {
      await load();
      this.#loaded.push(name);
      return true;
    } catch (error) {
      this.#options.onError(asSottoError(error, 'pack/corrupt', 'pack'));
      return false;
    }
  }

  async #keep(pack: LoadedPack, isWhole: boolean): Promise<void> {
    const { caches, url, mayKeep } = this.#options;
    if (caches === undefined || !isWhole || !mayKeep()) return pack.release();
    try {
      await pack.keep(caches, url);
    } catch (error) {
      this.#options.onError(asSottoError(error, 'storage/quota', 'storage'));
    }
    pack.release();
  }

  async #loadThumbnails(
    pack: LoadedPack,
    images: Extract<PackImages, { mode: 'sheets' }>,
    size: number,
  ): Promise<void> {
    const thumbnails = new Thumbnails(
      images,
      decodeThumbnails(await pack.file('thumbnails'), size),
    );
    this.#thumbnails = thumbnails;
    for (const sheet of images.sheets) {
      thumbnails.add(await pack.entry(sheet));
      this.#options.onChange('thumbnails');
    }
    this.#options.mark('thumbnails');
  }
}
