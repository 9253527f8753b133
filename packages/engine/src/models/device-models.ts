import type { PackModel } from '@sotto/catalog';
import {
  asSottoError,
  type Clock,
  type RuntimeName,
  type ShopEvent,
  type SottoError,
} from '@sotto/core';
import {
  intentFeatures,
  IntentModel,
  MODEL_KINDS,
  SequenceEncoderModel,
  type ModelKind,
  type Visit,
} from '@sotto/inference';
import { applyIntentHead, intentVisit, type IntentVisit } from '@sotto/learning';
import type { IntentPoint, ModelStatus } from '@sotto/protocol';
import type { Interaction } from '@sotto/ranking';
import { DeviceModel, type DeviceModelOptions } from './device-model.ts';
import { keptRuntimes } from './kept-runtimes.ts';
import { ModelStore, type ModelStoreOptions } from './model-store.ts';
import { runtimesFor } from './runtimes.ts';
import { currentVisit, visitsBetween, type VisitSources } from './visit.ts';

/** What models need to know of a shop. */
export interface ModelledShop extends Pick<VisitSources, 'priceOf' | 'medianPrice'> {
  /** Vectors of the products of a history, oldest first; none before the pack's vectors have come. */
  historyVectors(history: readonly Interaction[], now: number): Float32Array[];
}

/** What {@link DeviceModels} are opened with. */
export interface DeviceModelsOptions extends ModelStoreOptions {
  readonly models: Readonly<Record<string, PackModel>>;
  readonly shop: ModelledShop;
  readonly clock: Clock;
  /** Milliseconds from any start. */
  readonly elapsed: () => number;
  readonly runtime: RuntimeName | 'auto';
  /** Absolute URL of a file of onnxruntime-web. */
  readonly ortUrl: (file: string) => string;
  /** Whether ranking makes use of where a history leads; else that model is not even fetched. */
  readonly wantsSequence: boolean;
  readonly onError: (error: SottoError) => void;
}

const { intent: INTENT, sequenceEncoder: SEQUENCE_ENCODER } = MODEL_KINDS;

/** Steps of a visit for which the intent is told; a curve of more says no more. */
const MOST_POINTS = 60;

/** The models of a pack, on this device. */
export class DeviceModels {
  readonly #options: DeviceModelsOptions;
  readonly #opened: readonly DeviceModel[];
  readonly #sequence: SequenceEncoderModel | undefined;
  readonly #intent: IntentModel | undefined;

  private constructor(options: DeviceModelsOptions, opened: ReadonlyMap<ModelKind, DeviceModel>) {
    this.#options = options;
    this.#opened = [...opened.values()];
    const sequence = opened.get(SEQUENCE_ENCODER)?.runner;
    const intent = opened.get(INTENT)?.runner;
    this.#sequence = sequence && new SequenceEncoderModel(sequence);
    this.#intent = intent && new IntentModel(intent);
  }

  /** Opens every model that the pack has and ranking wants, one after the other. Nothing is thrown. */
  static async open(options: DeviceModelsOptions): Promise<DeviceModels> {
    const { clock, caches, mayKeep, elapsed, onError } = options;
    const each: DeviceModelOptions = {
      store: new ModelStore(options),
      runtimes: runtimesFor(options.runtime, options.ortUrl),
      memory: keptRuntimes({ caches, mayKeep, now: () => clock.now() }),
      elapsed,
      onError,
    };
    const opened = new Map<ModelKind, DeviceModel>();
    for (const kind of options.wantsSequence ? [SEQUENCE_ENCODER, INTENT] : [INTENT]) {
      const model = options.models[kind.id];
      if (model !== undefined) opened.set(kind, await DeviceModel.open(kind, model, each));
    }
    return new DeviceModels(options, opened);
  }

  /** Moves each model to the quickest runtime, unless the page has chosen one. */
  async settle(): Promise<void> {
    if (this.#options.runtime !== 'auto') return;
    for (const model of this.#opened) await model.settle();
  }

  status(): ModelStatus[] {
    return this.#opened.map((model) => model.status());
  }

  /** Where a history leads: see `RankRequest.query`. */
  async query(history: readonly Interaction[]): Promise<Float32Array | undefined> {
    const { shop, clock } = this.#options;
    return this.encode(shop.historyVectors(history, clock.now()));
  }

  /** Where the products of these vectors lead, oldest first. */
  async encode(vectors: readonly Float32Array[]): Promise<Float32Array | undefined> {
    return this.#orNothing(() => this.#sequence?.encode(vectors));
  }

  /**
   * Where the visit that goes on leads, after each of its steps.
   *
   * @param head what the shop has learnt on top of the model, if anything
   */
  async intent(events: readonly ShopEvent[], head?: readonly number[]): Promise<IntentPoint[]> {
    const visit = currentVisit(this.#visitSources(events), this.#options.clock.now());
    if (visit === undefined) return [];
    const points: IntentPoint[] = [];
    const ends = visit.events.flatMap(({ kind }, at) => (kind === 'view' ? [] : [at + 1]));
    for (const end of ends.slice(-MOST_POINTS)) {
      const upTo = { ...visit, events: visit.events.slice(0, end) };
      const intent = await this.#orNothing(() => this.#intent?.predict(upTo));
      if (intent === undefined) continue;
      const purchase = withHead(intent.purchase, upTo, head);
      points.push({ at: visit.events[end - 1]?.at ?? 0, ...intent, purchase });
    }
    return points;
  }

  /** What the shop's head learns from: the visits that ended in a period, as the model saw them. */
  async intentVisits(
    events: readonly ShopEvent[],
    since: number,
    until: number,
  ): Promise<IntentVisit[]> {
    const visits: IntentVisit[] = [];
    for (const visit of visitsBetween(this.#visitSources(events), since, until))
      visits.push(
        await intentVisit(
          visit,
          async (soFar) => (await this.#orNothing(() => this.#intent?.predict(soFar)))?.purchase,
        ),
      );
    return visits;
  }

  #visitSources(events: readonly ShopEvent[]): VisitSources {
    const { priceOf, medianPrice } = this.#options.shop;
    return { events, priceOf, medianPrice };
  }

  /** A model that fails is done without. */
  async #orNothing<T>(run: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      this.#options.onError(asSottoError(error, 'runtime/lost', 'model'));
      return undefined;
    }
  }
}

/** The chance of a purchase with what the shop has learnt on top. */
function withHead(purchase: number, visit: Visit, head: readonly number[] | undefined): number {
  const features = intentFeatures(visit);
  if (head === undefined || features === undefined) return purchase;
  return applyIntentHead(purchase, features, head);
}
