import { asSottoError, type ChannelWeights, type ConsentPermissions } from '@sotto/core';
import { tasteFor, type BackendRecord } from '@sotto/learning';
import { roundAt, type DeviceConditions, type LearningStatus } from '@sotto/protocol';
import type { RankingCatalog } from '@sotto/ranking';
import type { Measures } from '@sotto/sync';
import { keptRuntimes } from '../models/kept-runtimes.ts';
import type { ShopUse } from '../shop.ts';
import type { TrainerClient } from '../training/trainer-client.ts';
import type { LearningFunctions } from './learning-functions.ts';
import { measuresOf } from './measures.ts';
import type { MeasuredShop, MeasureSources } from './measure-sources.ts';
import { Personal, type LearningMemory } from './personal.ts';
import { ShopModel, type ShopModelOptions } from './shop-model.ts';
import { Trial, type VersionInUse } from './trial.ts';
import { partsOf, weightsOf, type LearntParts } from './version-use.ts';

/** What {@link Learning} is made with. */
export interface LearningOptions extends ShopModelOptions, Pick<MeasureSources, 'intentVisits'> {
  readonly openLearning: () => Promise<LearningFunctions>;
  /** Starts the trainer's worker. */
  readonly spawnTrainer: () => Worker;
  readonly memory: LearningMemory;
  /** The shop with all its parts, but for what was learnt; `undefined` where a part is missing. */
  readonly shop: () => Promise<MeasuredShop | undefined>;
  /** Lists may look different now. */
  readonly onChange: () => void;
}

/** What lists are made with beside the pack: what the shop has learnt, and what this device has. */
export class Learning {
  readonly #options: LearningOptions;
  readonly #model: ShopModel;
  readonly #trial: Trial;
  readonly #personal: Personal;
  #functions: Promise<LearningFunctions> | undefined;
  #trainer: TrainerClient | undefined;
  #updated: Promise<boolean> | undefined;
  #parts: { readonly key: string; parts: LearntParts | undefined } | undefined;
  #use: { readonly key: readonly unknown[]; readonly use: ShopUse } | undefined;

  constructor(options: LearningOptions) {
    this.#options = options;
    this.#model = new ShopModel(options);
    this.#trial = new Trial(options.memory);
    this.#personal = new Personal({
      ...options,
      functions: () => this.#open(),
      trainer: () => this.#openTrainer(),
      version: () => this.#version(),
    });
  }

  /** Settles once it is known what the device had kept of the shop's model. */
  get ready(): Promise<void> {
    return this.#model.ready;
  }

  /** Follows the shopper's answer; to be called once the history was read, or erased. */
  async permit({ personal, keep, share }: ConsentPermissions): Promise<void> {
    await Promise.all([this.#personal.permit(personal), this.#trial.permit(personal && share)]);
    await (keep ? this.#model.keep() : this.#model.forget());
  }

  /** Asks the server what the shop has learnt, once for a page and after a while again. */
  async update(): Promise<void> {
    this.#updated = this.#model.update();
    if (await this.#updated) this.#options.onChange();
  }

  /** What to make lists with now: the same object as long as nothing changed. */
  use(prior: ChannelWeights, catalog: RankingCatalog): ShopUse {
    const version = this.#version();
    const { model } = this.#personal;
    const dimensions = catalog.vectors?.dimensions;
    const parts = this.#partsOf(version, catalog);
    const key = [prior, dimensions, version?.sha256, model, parts];
    if (this.#use === undefined || key.some((each, at) => each !== this.#use?.key[at])) {
      const weights = weightsOf(version, prior, model?.correction);
      this.#use = { key, use: { weights, taste: model && tasteFor(model, dimensions), ...parts } };
    }
    return this.#use.use;
  }

  /** What the shop has learnt on top of the intent model; absent where it has learnt nothing of it. */
  intentHead(): readonly number[] | undefined {
    return this.#version()?.model.parts.intent?.numbers;
  }

  /** A list was made. */
  async listed(): Promise<void> {
    if (this.#version()?.canary === true)
      await this.#trial.note(roundAt(this.#options.clock.now()));
  }

  /** Follows what the device can spare. */
  setConditions(conditions: DeviceConditions): void {
    this.#personal.consider(conditions);
  }

  measures(): Measures {
    return measuresOf({
      functions: () => this.#open(),
      shop: this.#options.shop,
      versions: async () => {
        await (this.#updated ??= this.#model.update());
        return this.#model.error === undefined ? this.#model.versions : undefined;
      },
      tried: (round) => this.#trial.tried(round),
      intentVisits: this.#options.intentVisits,
      trainer: () => this.#openTrainer(),
    });
  }

  status(): LearningStatus {
    const version = this.#version();
    const { error } = this.#model;
    return {
      ...(version && {
        version: {
          serial: version.model.serial,
          canary: version.canary,
          learntFrom: version.model.learntFrom,
        },
      }),
      ...(error && { error: error.code }),
      personal: this.#personal.status(),
    };
  }

  /** What is kept on this device alone, for its user to see. */
  export(): Readonly<Record<string, unknown>> {
    return { ...this.#personal.export(), ...this.#trial.export() };
  }

  /** Ends what is under way, before the history is erased. */
  stop(): void {
    this.#personal.stop();
  }

  /** Removes what is kept beside the history's own database. */
  forget(): Promise<void> {
    return this.#model.forget();
  }

  /** Parts of the catalog that a version brings along, once they were made. */
  #partsOf(version: VersionInUse | undefined, catalog: RankingCatalog): LearntParts | undefined {
    const key = `${version?.sha256} ${catalog.vectors?.dimensions}`;
    if (this.#parts?.key === key) return this.#parts.parts;
    const made: { readonly key: string; parts: LearntParts | undefined } = {
      key,
      parts: undefined,
    };
    this.#parts = made;
    partsOf(version, catalog, () => this.#open()).then(
      (parts) => {
        made.parts = parts;
        if (Object.keys(parts).length > 0) this.#options.onChange();
      },
      (error: unknown) => this.#options.onError(asSottoError(error, 'sync/model', 'sync')),
    );
    return undefined;
  }

  #version(): VersionInUse | undefined {
    const { versions } = this.#model;
    return versions && this.#trial.versionOf(versions);
  }

  async #openTrainer(): Promise<TrainerClient> {
    const { TrainerClient: Client } = await this.#open();
    const { spawnTrainer, caches, mayKeep, clock } = this.#options;
    const memory = keptRuntimes<BackendRecord>({ caches, mayKeep, now: () => clock.now() });
    return (this.#trainer ??= new Client({ spawn: spawnTrainer, memory }));
  }

  #open(): Promise<LearningFunctions> {
    this.#functions ??= this.#options.openLearning();
    this.#functions.catch(() => (this.#functions = undefined));
    return this.#functions;
  }
}
