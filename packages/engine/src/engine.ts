import {
  asSottoError,
  permissions,
  SottoError,
  type Clock,
  type ConsentState,
  type ShopEvent,
} from '@sotto/core';
import {
  THREAD_VERSION,
  type EngineApi,
  type EngineChange,
  type EngineConfig,
  type EngineStatus,
  type HistoryExport,
  type IntentPoint,
  type RecommendationList,
  type RecommendRequest,
} from '@sotto/protocol';
import { splitSessions, type Store } from '@sotto/storage';
import type { SyncOptions } from '@sotto/sync';
import { History, toInteractions } from './history.ts';
import type { DeviceModels, DeviceModelsOptions } from './models/device-models.ts';
import { MODEL_CACHE } from './models/model-store.ts';
import type { OpenedPack } from './pack-loader.ts';
import { openShop, PackStages } from './pack-stages.ts';
import { Reporting, type Outlet } from './reporting.ts';
import type { Shop } from './shop.ts';

/** Opens the models of a pack; what runs them is loaded by the first call. */
export type OpenModels = (
  options: Omit<DeviceModelsOptions, 'ortUrl'>,
) => Promise<Pick<DeviceModels, 'query' | 'intent' | 'status' | 'settle'>>;

/** What an {@link Engine} needs of the place it runs in. */
export interface EngineEnvironment {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** The Cache API; `undefined` where it can't be used. */
  readonly caches: CacheStorage | undefined;
  /** Opens the history; called only once it is needed. Later failures go to `onDegraded`. */
  readonly openStore: (onDegraded: (error: SottoError) => void) => Store;
  readonly openModels: OpenModels;
  /** Loads what sends reports. */
  readonly openSync: (options: Omit<SyncOptions, 'measures' | 'openSplit'>) => Promise<Outlet>;
  /** Whether there is a ledger of reports on the device. */
  readonly hasLedger: () => Promise<boolean>;
  /** Milliseconds since the worker started. */
  readonly elapsed: () => number;
}

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
}

/** Pack, history and ranking behind the thread interface. One for each page, in its worker. */
export class Engine implements EngineApi {
  readonly #environment: EngineEnvironment;
  readonly #timings: Record<string, number> = {};
  #preloaded: { readonly url: string; readonly opening: Promise<OpenedPack<Shop>> } | undefined;
  #running: Running | undefined;
  #consent: ConsentState | undefined;
  #models: Awaited<ReturnType<OpenModels>> | undefined;
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
    this.#running = {
      config,
      history: this.#createHistory(config),
      stages: this.#createStages(config),
      reporting: this.#createReporting(config),
    };
    this.#applyConsent(config.consent);
    void this.#openModels(config, this.#running.stages);
    return this.status();
  }

  async record(events: readonly ShopEvent[]): Promise<void> {
    const { history } = this.#started();
    await this.#permitted;
    await history.record(events);
    if (events.some(({ kind }) => VISIBLE.has(kind))) this.#changed('history');
  }

  async recommend(request: RecommendRequest): Promise<RecommendationList> {
    const { history, stages } = this.#started();
    const [shop] = await Promise.all([stages.shop, this.#permitted]);
    const began = this.#environment.elapsed();
    const limit = Math.min(Math.max(1, Math.floor(request.limit)), MAX_LIMIT);
    const interactions = toInteractions(history.events, shop.indexOf);
    const query = await soon(this.#models?.query(interactions), PATIENCE_MS);
    const now = this.#environment.clock.now();
    const list = shop.recommend({ ...request, limit }, interactions, now, query);
    const rankMs = this.#environment.elapsed() - began;
    this.#timings['first ranking'] ??= rankMs;
    this.#mark('first list');
    this.#tellListed();
    return { ...list, rankMs };
  }

  async thumbnails(ids: readonly string[]): Promise<(ImageBitmap | null)[]> {
    const { stages } = this.#started();
    const shop = await stages.shop;
    return Promise.all(ids.map((id) => stages.thumbnail(shop.indexOf(id))));
  }

  async intent(): Promise<IntentPoint[]> {
    const { history } = this.#started();
    await this.#permitted;
    return (await this.#models?.intent(history.events)) ?? [];
  }

  async setConsent(consent: ConsentState): Promise<void> {
    this.#started();
    this.#applyConsent(consent);
    await this.#permitted;
    this.#changed('consent');
  }

  async exportHistory(): Promise<HistoryExport> {
    const { history, stages, reporting } = this.#started();
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
      reports: await reporting.log(),
    };
  }

  async erase(): Promise<void> {
    const { history, stages, reporting } = this.#started();
    await this.#permitted;
    await reporting.erase();
    await history.erase();
    await stages.forget();
    await this.#environment.caches?.delete(MODEL_CACHE);
    this.#changed('history');
  }

  async status(): Promise<EngineStatus> {
    const { history, stages, reporting } = this.#started();
    return {
      version: THREAD_VERSION,
      consent: this.#consentNow(),
      pack: stages.status(),
      storage: { ...history.storage, events: history.events.length },
      models: this.#models?.status() ?? [],
      reporting: await reporting.status(),
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
    const { history, reporting } = this.#started();
    const may = permissions(consent);
    reporting.permit(may.share);
    this.#permitted = this.#permitted
      .then(() => history.permit(may))
      .catch((error: unknown) => this.#report(asStorageError(error)));
  }

  #createHistory(config: EngineConfig): History {
    const { clock, openStore } = this.#environment;
    return new History({
      openStore: () => openStore((error) => this.#report(error)),
      retention: { maxAgeDays: config.retentionDays, maxEvents: config.maxEvents },
      now: () => clock.now(),
      onForeignChange: () => this.#changed('history'),
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

  #createReporting({ sync }: EngineConfig): Reporting {
    const { clock, fetch, openSync, hasLedger } = this.#environment;
    const options = {
      clock,
      fetch,
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
      await this.#models.settle();
      this.#changed('models');
    } catch (error) {
      this.#report(asSottoError(error, 'model/unsupported', 'model'));
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
