import {
  asSottoError,
  INITIAL_CONSENT,
  nextConsent,
  SottoError,
  type ConsentAnswer,
  type ConsentSignal,
  type ConsentState,
  type ItemId,
  type PageContext,
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
import { Capture } from './capture/capture.ts';
import type { SottoClient, SottoEvents, TrackedEvent } from './client.ts';
import { savesData, watchConditions } from './conditions.ts';
import { readConsentCommand } from './consent/google-consent-mode.ts';
import { watchTcf } from './consent/tcf.ts';
import { emptyList, fallbackList, fetchFallback, type FallbackContent } from './fallback-list.ts';
import { Listeners } from './listeners.ts';
import type { Settings } from './settings.ts';
import { createWorker } from './worker/create-worker.ts';
import { Supervisor } from './worker/supervisor.ts';

/** The client on a real page. */
export class SottoPage implements SottoClient {
  readonly #settings: Settings;
  readonly #listeners = new Listeners();
  readonly #supervisor: Supervisor;
  readonly #capture: Capture;
  readonly #active: Promise<void>;
  #consent: ConsentState;
  #fallback: Promise<FallbackContent> | undefined;
  #stopWatching = (): void => undefined;
  #stopped = false;

  /** @param takeWorker a worker that was started already, once. */
  constructor(settings: Settings, takeWorker: () => Worker | undefined = () => undefined) {
    this.#settings = settings;
    this.#consent = initialConsent(settings.consent);
    this.#supervisor = new Supervisor({
      createWorker: () => takeWorker() ?? createWorker(settings.assetsUrl),
      config: () => this.#config(),
      onChange: (change) => this.#changed(change),
      onError: (error) => this.#report(error),
    });
    this.#capture = new Capture({
      events: (events) => this.#supervisor.record(events),
      page: () => this.#listeners.emit('change', { cause: 'page' }),
      consentCommand: (stage, parameters) => {
        this.#answer(readConsentCommand(stage, parameters), 'google-consent-mode');
      },
      error: (error) => this.#report(error),
      frozen: (frozen) => frozen && this.#supervisor.suspend(),
    });
    this.#active = activation().then(() => this.#begin());
  }

  get page(): PageContext {
    return this.#capture.state.context;
  }

  get consent(): ConsentState {
    return this.#consent;
  }

  track(event: TrackedEvent): void {
    void this.#active.then(() => this.#stopped || this.#capture.event(event, 'api'));
  }

  setConsent(answer: ConsentAnswer): void {
    this.#answer(answer, 'api');
  }

  pause(paused: boolean): void {
    this.#signal({ type: 'pause', paused });
  }

  setPage(page: Partial<PageContext>): void {
    this.#capture.describe(page, 'api');
  }

  async recommend(request: Partial<RecommendRequest> = {}): Promise<RecommendationList> {
    const whole: RecommendRequest = { strategy: 'for-you', limit: 8, page: this.page, ...request };
    try {
      return await this.#ask((engine) => engine.recommend(whole));
    } catch (error) {
      this.#report(error);
    }
    try {
      this.#fallback ??= fetchFallback(this.#settings.packUrl);
      return fallbackList(await this.#fallback, whole);
    } catch (error) {
      this.#fallback = undefined;
      this.#report(error);
      return emptyList(whole);
    }
  }

  thumbnails(ids: readonly ItemId[]): Promise<(ImageBitmap | null)[]> {
    return this.#askOr(
      (engine) => engine.thumbnails(ids),
      () => ids.map(() => null),
    );
  }

  intent(): Promise<IntentPoint[]> {
    return this.#askOr(
      (engine) => engine.intent(),
      () => [],
    );
  }

  exportHistory(): Promise<HistoryExport> {
    return this.#askOr(
      (engine) => engine.exportHistory(),
      () => ({
        format: 'sotto-history',
        version: 1,
        exportedAt: new Date().toISOString(),
        consent: this.#consent,
        events: [],
        titles: {},
        sessions: [],
        learnt: {},
        reports: [],
      }),
    );
  }

  erase(): Promise<boolean> {
    return this.#askOr(
      (engine) => engine.erase().then(() => true),
      () => false,
    );
  }

  status(): Promise<EngineStatus | null> {
    return this.#askOr<EngineStatus | null>(
      (engine) => engine.status(),
      () => null,
    );
  }

  on<K extends keyof SottoEvents>(type: K, listener: (detail: SottoEvents[K]) => void): () => void {
    return this.#listeners.on(type, listener);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopWatching();
    this.#capture.stop();
    this.#supervisor.stop();
  }

  #begin(): void {
    if (this.#stopped) return;
    // First of all, for the worker takes its time and starts beside everything else.
    this.#tell((engine) => engine.ping());
    this.#capture.start(this.#settings.dataLayer);
    const stops = [
      watchTcf((answer) => this.#answer(answer, 'tcf')),
      watchConditions((conditions) => this.#tell((engine) => engine.setConditions(conditions))),
    ];
    this.#stopWatching = () => stops.forEach((stop) => stop());
  }

  /** Says something that needs no answer. */
  #tell(say: (engine: EngineApi) => Promise<void>): void {
    this.#supervisor.call(say).catch((error: unknown) => this.#report(error));
  }

  async #ask<T>(ask: (engine: EngineApi) => Promise<T>): Promise<T> {
    await this.#active;
    // What was just done should count in what is shown next.
    this.#capture.flush();
    return this.#supervisor.call(ask);
  }

  async #askOr<T>(ask: (engine: EngineApi) => Promise<T>, otherwise: () => T): Promise<T> {
    try {
      return await this.#ask(ask);
    } catch (error) {
      this.#report(error);
      return otherwise();
    }
  }

  #answer(answer: ConsentAnswer | undefined, source: ConsentState['source']): void {
    if (answer !== undefined) this.#signal({ type: 'answer', answer, source });
  }

  #signal(signal: ConsentSignal): void {
    const next = nextConsent(this.#consent, signal);
    if (next === this.#consent) return;
    this.#consent = next;
    this.#listeners.emit('consent', next);
    void this.#askOr(
      (engine) => engine.setConsent(next),
      () => undefined,
    );
  }

  #changed(change: EngineChange): void {
    if (change.error !== undefined) this.#report(SottoError.fromData(change.error));
    this.#listeners.emit('change', { cause: change.cause });
  }

  #report(error: unknown): void {
    if (!this.#stopped) this.#listeners.emit('error', asSottoError(error, 'worker/failed', 'page'));
  }

  #config(): EngineConfig {
    const { packUrl, retentionDays, maxEvents, runtime, sync } = this.#settings;
    return {
      version: THREAD_VERSION,
      packUrl,
      consent: this.#consent,
      retentionDays,
      maxEvents,
      saveData: savesData(),
      runtime,
      sync,
    };
  }
}

/** Fulfils when the page is really shown; a prerendered one may never be. */
function activation(): Promise<void> {
  if ((document as { prerendering?: boolean }).prerendering !== true) return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener('prerenderingchange', () => resolve(), { once: true });
  });
}

function initialConsent(answer: ConsentAnswer): ConsentState {
  const { globalPrivacyControl } = navigator as { globalPrivacyControl?: boolean };
  const state = nextConsent(INITIAL_CONSENT, {
    type: 'global-privacy-control',
    on: globalPrivacyControl === true,
  });
  return nextConsent(state, { type: 'answer', answer, source: 'default' });
}
