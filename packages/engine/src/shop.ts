import {
  CATEGORY_SEPARATOR,
  categoryPath,
  SottoError,
  type ChannelWeights,
  type TextColumn,
} from '@sotto/core';
import {
  createItemIndex,
  decodeAliases,
  decodeDetails,
  decodeItems,
  decodeNeighbours,
  decodeTexts,
  decodeVectors,
  type ItemIndex,
  type PackManifest,
} from '@sotto/catalog';
import type { RecommendationList, RecommendRequest } from '@sotto/protocol';
import {
  buildProfile,
  profileVectors,
  Ranker,
  TermIndexBuilder,
  type Interaction,
  type RankingCatalog,
  type TermIndex,
} from '@sotto/ranking';
import type { LoadedPack } from './pack-loader.ts';
import { present, type Presentation } from './present.ts';
import { yieldToMessages } from './yield.ts';

/** Products indexed between two looks at the message queue. */
const TERMS_CHUNK = 500;

/** What lists are made with beside the catalog. */
export interface ShopUse extends Pick<RankingCatalog, 'groups' | 'adapter'> {
  readonly weights: ChannelWeights;
  /** See `RankRequest.taste`. */
  readonly taste: Float32Array | undefined;
}

/** The shop as far as it has arrived: what is needed to rank and to show products. */
export class Shop {
  readonly manifest: PackManifest;
  readonly size: number;
  #presentation: Presentation;
  #attributes: TextColumn | undefined;
  #use: ShopUse;
  #ranker: Ranker;
  #index: ItemIndex;

  private constructor(manifest: PackManifest, presentation: Presentation) {
    this.manifest = manifest;
    this.#index = createItemIndex(presentation.ids);
    this.size = presentation.ids.size;
    this.#presentation = presentation;
    this.#use = { weights: manifest.weights, taste: undefined };
    this.#ranker = this.#createRanker(presentation.catalog);
  }

  /** Reads what the first list needs: numbers and texts. */
  static async open(pack: LoadedPack): Promise<Shop> {
    const [numbers, words] = await Promise.all([pack.file('items'), pack.file('texts')]);
    const { ids, titles, links } = decodeTexts(words);
    const catalog = { ...decodeItems(numbers), titles };
    if (ids.size !== catalog.items.size) throw new SottoError('pack/corrupt', { origin: 'pack' });
    const { digits } = pack.manifest.currency;
    const shop = new Shop(pack.manifest, { catalog, ids, titles, links, digits });
    // A product that a rule excludes by an attribute must not be shown before attributes arrive.
    if (pack.manifest.rules.some((rule) => rule.includes('attribute.')))
      await shop.addDetails(pack);
    return shop;
  }

  /** Number of the product that goes by this id, or -1. */
  readonly indexOf = (id: string): number => this.#index.indexOf(id);

  /** Lets other ids that pages use, such as those of merged variants, lead to their products. */
  async addAliases(pack: LoadedPack): Promise<void> {
    const aliases = decodeAliases(await pack.file('aliases'), this.size);
    this.#index = createItemIndex(this.#presentation.ids, aliases);
  }

  /** Adds what products lead on to. */
  async addNeighbours(pack: LoadedPack, name: 'neighbours' | 'together'): Promise<void> {
    this.#extend({ [name]: decodeNeighbours(await pack.file(name), this.size) });
  }

  /** Adds vectors: what products are, or where they stand among what follows on what. */
  async addVectors(pack: LoadedPack, name: 'vectors' | 'sequence'): Promise<void> {
    const vectors = decodeVectors(await pack.file(name), this.size);
    this.#extend(name === 'vectors' ? { vectors } : { sequenceVectors: vectors });
  }

  /** Adds attributes and, where the owner chose them, image URLs. */
  async addDetails(pack: LoadedPack): Promise<void> {
    const { attributes, imageUrls } = decodeDetails(await pack.file('details'), this.#presentation);
    this.#attributes = attributes;
    if (this.manifest.images.mode === 'direct')
      this.#presentation = { ...this.#presentation, imageUrls };
    this.#extend({ attributes });
  }

  /** Indexes the terms of every product, a slice at a time. */
  async addTerms(): Promise<void> {
    this.#extend({ terms: await this.#indexTerms() });
  }

  /** The catalog as far as it has arrived. */
  get catalog(): RankingCatalog {
    return this.#presentation.catalog;
  }

  /** Makes lists with this from now on. */
  use(use: ShopUse): void {
    if (use === this.#use) return;
    this.#use = use;
    this.#ranker = this.#createRanker(this.catalog);
  }

  /**
   * A list for `request`.
   *
   * @param history oldest first; empty without consent
   * @param query where the history leads: see `RankRequest.query`
   */
  recommend(
    request: RecommendRequest,
    history: readonly Interaction[],
    now: number,
    query?: Float32Array,
  ): Omit<RecommendationList, 'rankMs'> {
    const { page, seeds, exclude } = request;
    const item = page.item === undefined ? -1 : this.indexOf(page.item);
    const category = this.#categoryOf(page.category);
    const list = this.#ranker.rank({
      strategy: request.strategy,
      limit: request.limit,
      now,
      history,
      page: {
        kind: page.kind,
        basket: this.#known(page.basket),
        ...(item < 0 ? {} : { item }),
        ...(category === undefined ? {} : { category }),
      },
      ...(query === undefined ? {} : { query }),
      ...(this.#use.taste === undefined ? {} : { taste: this.#use.taste }),
      ...(seeds === undefined ? {} : { seeds: this.#known(seeds) }),
      ...(exclude === undefined ? {} : { exclude: this.#known(exclude) }),
      ...(request.rules === undefined ? {} : { rules: request.rules }),
      strict: request.strict === true,
    });
    return {
      items: list.items.map((ranked) => present(ranked, this.#presentation)),
      strategy: list.strategy,
      personal: list.personal,
      currency: this.manifest.currency.code,
    };
  }

  /** Vectors of the newest products of a history, oldest first; none before vectors have come. */
  historyVectors(history: readonly Interaction[], now: number): Float32Array[] {
    const { sequenceVectors } = this.#presentation.catalog;
    return profileVectors(buildProfile(history, now), sequenceVectors);
  }

  /** Price of a product in minor units; `undefined` where unknown. */
  readonly priceOf = (id: string): number | undefined => {
    const price = this.#presentation.catalog.items.price[this.indexOf(id)] ?? 0;
    return price > 0 ? price : undefined;
  };

  /** Median of the known prices in minor units; 1 where none is known. */
  get medianPrice(): number {
    const known = this.#presentation.catalog.items.price.filter((price) => price > 0).toSorted();
    return known[known.length >> 1] ?? 1;
  }

  /** Names of those of the products that the shop has. */
  titles(ids: readonly string[]): Record<string, string> {
    const { titles } = this.#presentation;
    const known = [...new Set(ids)].filter((id) => this.indexOf(id) >= 0);
    return Object.fromEntries(known.map((id) => [id, titles.at(this.indexOf(id))]));
  }

  #extend(parts: Partial<RankingCatalog>): void {
    const catalog = { ...this.#presentation.catalog, ...parts };
    this.#presentation = { ...this.#presentation, catalog };
    this.#ranker = this.#createRanker(catalog);
  }

  #createRanker(catalog: RankingCatalog): Ranker {
    const { rules, currency } = this.manifest;
    const { weights, groups, adapter } = this.#use;
    const learnt = { ...(groups && { groups }), ...(adapter && { adapter }) };
    const idAt = (item: number): string => this.#presentation.ids.at(item);
    return new Ranker(
      { ...catalog, ...learnt },
      {
        weights,
        rules,
        digits: currency.digits,
        products: { idAt, indexOf: this.indexOf },
      },
    );
  }

  async #indexTerms(): Promise<TermIndex> {
    const { titles } = this.#presentation;
    const builder = new TermIndexBuilder();
    for (let item = 0; item < titles.size; item++) {
      builder.add(titles.at(item), this.#attributes?.at(item) ?? '');
      if (item % TERMS_CHUNK === TERMS_CHUNK - 1) await yieldToMessages();
    }
    return builder.finish();
  }

  #known(ids: readonly string[]): number[] {
    return ids.map((id) => this.indexOf(id)).filter((item) => item >= 0);
  }

  /** The deepest category of the tree that the path names. */
  #categoryOf(path: string | undefined): number | undefined {
    if (path === undefined) return undefined;
    const { categories } = this.#presentation.catalog;
    const wanted = path.split(CATEGORY_SEPARATOR.trim()).map((step) => step.trim().toLowerCase());
    let best: { index: number; depth: number } | undefined;
    for (let index = 1; index < categories.names.length; index++) {
      const steps = categoryPath(categories, index).map((step) => step.toLowerCase());
      const depth = steps.length;
      if (steps.every((step, at) => step === wanted[at]) && depth > (best?.depth ?? 0))
        best = { index, depth };
    }
    return best?.index;
  }
}
