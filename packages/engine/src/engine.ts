import {
  asSottoError,
  permissions,
  SottoError,
  type ConsentState,
  type ShopEvent,
} from '@sotto/core';
import {
  THREAD_VERSION,
  type DeviceConditions,
  type EngineApi,
  type EngineChange,
  type EngineConfig,
  type EngineStatus,
  type HistoryExport,
  type IntentPoint,
  type RecommendationList,
  type RecommendRequest,
} from '@sotto/protocol';
import { splitSessions, type ForeignChange } from '@sotto/storage';
import type { EngineEnvironment, OpenModels } from './environment.ts';
import { History, toInteractions } from './history.ts';
import { Learning } from './learning/learning.ts';
import type { MeasuredShop } from './learning/measure-sources.ts';
import type { DeviceModels } from './models/device-models.ts';
import { MODEL_CACHE } from './models/model-store.ts';
import type { OpenedPack } from './pack-loader.ts';
import { openShop, PackStages } from './pack-stages.ts';
import { Reporting } from './reporting.ts';
import type { Shop } from './shop.ts';

/** What lists should follow at once; the rest is recorded without redrawing them. */
const VISIBLE: ReadonlySet<ShopEvent['kind']> = new Set([
  'view',
  'wishlist',
  'cart',
  'uncart',
  'purchase',
  'refund',
] as const);

/** Most products of one list. */
const MAX_LIMIT = 100;

/** A page that has asked for no list by then shows none. */
const NO_LIST_MS = 1_000;

/** A list waits no longer than this for a model. */
const PATIENCE_MS = 100;

interface Running {
  readonly config: EngineConfig;
  readonly history: History;
  readonly stages: PackStages;
  readonly reporting: Reporting;
  readonly learning: Learning;
}

/** Pack, history and ranking behind the thread interface. One for each page, in its worker. */
export class Engine implements EngineApi {
  readonly #environment: EngineEnvironment;
  readonly #timings: Record<string, number> = {};
  #preloaded: { readonly url: string; readonly opening: Promise<OpenedPack<Shop>> } | undefined;
  #running: Running | undefined;
  #consent: ConsentState | undefined;
  #models: Awaited<ReturnType<OpenModels>> | undefined;
  /** Settles once models were opened, or could not be. */
  #modelsOpened: Promise<void> = Promise.resolve();
  /** Resolves with the first list: models come after it. */
  readonly #listed: Promise<void>;
  #tellListed: () => void = () => undefined;
  /** The latest change of consent; lists and records wait for it. */
  #permitted: Promise<void> = Promise.resolve();
  #listener: (change: EngineChange) => void = () => undefined;

  constructor(environment: EngineEnvironment) {
    this.#environment = environment;
    this.#listed = new Promise((resolve) => {
      this.#tellListed = resolve;
    });
  }

  /** Begins to open a pack before the page has said how to start; `start` takes it if it is the same. */
  preload(url: string): void {
    const { fetch, caches } = this.#environment;
    const opening = openShop({ url, fetch, caches });
    opening.catch(() => undefined);
    this.#preloaded = { url, opening };
  }

  async start(config: EngineConfig): Promise<EngineStatus> {
    if (config.version !== THREAD_VERSION)
      throw new SottoError('worker/version', { origin: 'worker' });
    this.#mark('start');
    const history = this.#createHistory(config);
    const stages = this.#createStages(config);
    const learning = this.#createLearning(config, history, stages);
    const reporting = this.#createReporting(config, learning);
    this.#running = { config, history, stages, learning, reporting };
    this.#applyConsent(config.consent);
    this.#modelsOpened = this.#openModels(config, stages);
    void soon(this.#listed, NO_LIST_MS).then(() => learning.update());
    return this.status();
  }

  async record(events: readonly ShopEvent[]): Promise<void> {
    const { history } = this.#started();
    await this.#permitted;
    await history.record(events);
    if (events.some(({ kind }) => VISIBLE.has(kind))) this.#changed('history');
  }

  async recommend(request: RecommendRequest): Promise<RecommendationList> {
    const { history, stages, learning } = this.#started();
    const [shop] = await Promise.all([stages.shop, this.#permitted, learning.ready]);
    const began = this.#environment.elapsed();
    const limit = Math.min(Math.max(1, Math.floor(request.limit)), MAX_LIMIT);
    const interactions = toInteractions(history.events, shop.indexOf);
    const query = await soon(this.#models?.query(interactions), PATIENCE_MS);
    const now = this.#environment.clock.now();
    shop.use(learning.use(shop.manifest.weights, shop.catalog));
    const list = shop.recommend({ ...request, limit }, interactions, now, query);
    const rankMs = this.#environment.elapsed() - began;
    this.#timings['first ranking'] ??= rankMs;
    this.#mark('first list');
    this.#tellListed();
    learning.listed().catch((error: unknown) => this.#report(asStorageError(error)));
    return { ...list, rankMs };
  }

  async thumbnails(ids: readonly string[]): Promise<(ImageBitmap | null)[]> {
    const { stages } = this.#started();
    const shop = await stages.shop;
    return Promise.all(ids.map((id) => stages.thumbnail(shop.indexOf(id))));
  }

  async intent(): Promise<IntentPoint[]> {
    const { history, learning } = this.#started();
    await Promise.all([this.#permitted, learning.ready]);
    return (await this.#models?.intent(history.events, learning.intentHead())) ?? [];
  }

  async setConsent(consent: ConsentState): Promise<void> {
    this.#started();
    this.#applyConsent(consent);
    await this.#permitted;
    this.#changed('consent');
  }

  async setConditions(conditions: DeviceConditions): Promise<void> {
    const { learning } = this.#started();
    await this.#permitted;
    learning.setConditions(conditions);
  }

  async exportHistory(): Promise<HistoryExport> {
    const { history, stages, learning, reporting } = this.#started();
    await this.#permitted;
    const { events } = history;
    const items = events.flatMap((event) => ('item' in event ? event.item : []));
    return {
      format: 'sotto-history',
      version: 1,
      exportedAt: new Date(this.#environment.clock.now()).toISOString(),
      consent: this.#consentNow(),
      events,
      titles: stages.arrived?.titles(items) ?? {},
      sessions: splitSessions(events),
      learnt: learning.export(),
      reports: await reporting.log(),
    };
  }

  async erase(): Promise<void> {
    const { history, stages, learning, reporting } = this.#started();
    await this.#permitted;
    learning.stop();
    await reporting.erase();
    await history.erase();
    await learning.forget();
    await learning.permit(permissions(this.#consentNow()));
    await stages.forget();
    await this.#environment.caches?.delete(MODEL_CACHE);
    this.#changed('history');
  }

  async status(): Promise<EngineStatus> {
    const { history, stages, learning, reporting } = this.#started();
    return {
      version: THREAD_VERSION,
      consent: this.#consentNow(),
      pack: stages.status(),
      storage: { ...history.storage, events: history.events.length },
      models: this.#models?.status() ?? [],
      reporting: await reporting.status(),
      learning: learning.status(),
      timings: { ...this.#timings },
    };
  }

  async onChange(listener: (change: EngineChange) => void): Promise<void> {
    this.#listener = listener;
  }

  async ping(): Promise<void> {}

  #started(): Running {
    if (this.#running !== undefined) return this.#running;
    throw new SottoError('worker/failed', { origin: 'worker' }, 'start() was not called');
  }

  #consentNow(): ConsentState {
    return this.#consent ?? this.#started().config.consent;
  }

  #applyConsent(consent: ConsentState): void {
    this.#consent = consent;
    const { history, learning, reporting } = this.#started();
    const may = permissions(consent);
    reporting.permit(may.share);
    if (!may.personal) learning.stop();
    this.#permitted = this.#permitted
      .then(() => history.permit(may))
      .then(() => learning.permit(may))
      .catch((error: unknown) => this.#report(asStorageError(error)));
  }

  #createHistory(config: EngineConfig): History {
    const { clock, openStore } = this.#environment;
    return new History({
      openStore: () => openStore((error) => this.#report(error)),
      retention: { maxAgeDays: config.retentionDays, maxEvents: config.maxEvents },
      now: () => clock.now(),
      onForeignChange: (change) => this.#followed(change),
      onError: (error) => this.#report(error),
    });
  }

  #createStages(config: EngineConfig): PackStages {
    return new PackStages({
      url: config.packUrl,
      opening: this.#preloaded?.url === config.packUrl ? this.#preloaded.opening : undefined,
      fetch: this.#environment.fetch,
      caches: this.#environment.caches,
      saveData: config.saveData,
      mayKeep: () => permissions(this.#consentNow()).record,
      mark: (stage) => this.#mark(stage),
      onChange: (cause) => this.#changed(cause),
      onError: (error) => this.#report(error),
    });
  }

  /** Another tab added to the history, or erased it. */
  #followed(change: ForeignChange): void {
    if (change === 'erased') this.#applyConsent(this.#consentNow());
    this.#changed('history');
  }

  #createLearning(
    { sync, saveData }: EngineConfig,
    history: History,
    stages: PackStages,
  ): Learning {
    return new Learning({
      ...this.#environment,
      sync,
      mayKeep: () => permissions(this.#consentNow()).record,
      memory: history,
      shop: async () => (saveData ? undefined : this.#measuredShop(history, stages)),
      intentVisits: async (since, until) => {
        await this.#modelsOpened;
        return (await this.#models?.intentVisits(history.events, since, until)) ?? [];
      },
      onChange: () => this.#changed('learning'),
      onError: (error) => this.#report(error),
    });
  }

  /** The shop once everything has arrived that lists are made with. */
  async #measuredShop(history: History, stages: PackStages): Promise<MeasuredShop | undefined> {
    const [arrived] = await Promise.all([stages.whole, this.#modelsOpened, this.#permitted]);
    if (arrived === undefined) return undefined;
    const { shop } = arrived;
    return {
      catalog: shop.catalog,
      prior: shop.manifest.weights,
      history: toInteractions(history.events, shop.indexOf),
      sequenceEncoder: this.#models,
    };
  }

  #createReporting({ sync }: EngineConfig, learning: Learning): Reporting {
    const { clock, fetch, openSync, hasLedger } = this.#environment;
    const options = {
      clock,
      fetch,
      measures: learning.measures(),
      events: () => this.#started().history.events,
      onError: (error: SottoError) => this.#report(error),
    };
    return new Reporting({
      open: sync && (() => openSync({ ...sync, ...options })),
      hasLedger,
      // What is told of is read by then.
      ready: soon(this.#listed, NO_LIST_MS).then(() => this.#permitted),
      onChange: () => this.#changed('reports'),
      onError: (error) => this.#report(error),
    });
  }

  /** After the first list and everything that lists need more. */
  async #openModels(config: EngineConfig, stages: PackStages): Promise<void> {
    const arrived = await stages.whole;
    await soon(this.#listed, NO_LIST_MS);
    if (arrived === undefined || config.saveData) return;
    const { shop, pack } = arrived;
    const { models, weights } = pack.manifest;
    if (models === undefined) return;
    const { clock, caches, elapsed, openModels } = this.#environment;
    try {
      this.#models = await openModels({
        models,
        shop,
        clock,
        caches,
        elapsed,
        url: config.packUrl,
        runtime: config.runtime,
        wantsSequence: weights.sequence !== 0,
        fetchEntry: (entry) => pack.entry(entry),
        mayKeep: () => permissions(this.#consentNow()).record,
        onError: (error) => this.#report(error),
      });
      this.#mark('models');
      this.#changed('models');
      void this.#settle(this.#models);
    } catch (error) {
      this.#report(asSottoError(error, 'model/unsupported', 'model'));
    }
  }

  /** Moves models to the quickest runtimes, which takes a while. */
  async #settle(models: Pick<DeviceModels, 'settle'>): Promise<void> {
    try {
      await models.settle();
      this.#changed('models');
    } catch (error) {
      this.#report(asSottoError(error, 'runtime/lost', 'model'));
    }
  }

  #mark(stage: string): void {
    this.#timings[stage] ??= Math.round(this.#environment.elapsed() * 10) / 10;
  }

  #changed(cause: EngineChange['cause']): void {
    this.#listener({ cause });
  }

  #report(error: SottoError): void {
    this.#listener({ cause: 'error', error: error.toData() });
  }
}

const asStorageError = (error: unknown): SottoError =>
  asSottoError(error, 'storage/unavailable', 'storage');

/** What `answer` settles to, or nothing where it takes longer. */
async function soon<T>(answer: Promise<T> | undefined, ms: number): Promise<T | undefined> {
  if (answer === undefined) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
