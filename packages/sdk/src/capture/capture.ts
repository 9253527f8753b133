import {
  isShopEvent,
  SottoError,
  type EventSource,
  type PageContext,
  type ShopEvent,
} from '@sotto/core';
import type { TrackedEvent } from '../client.ts';
import { whenIdle } from '../idle.ts';
import { Dedupe } from '../page-state/dedupe.ts';
import { PageState } from '../page-state/page-state.ts';
import { watchRoutes } from '../page-state/routes.ts';
import { readAttributes, TileWatch } from './attributes.ts';
import type { CaptureSink } from './capture-sink.ts';
import { watchDataLayer } from './data-layer.ts';
import { DwellTimer, scrollDepth } from './dwell.ts';
import { readEcommerceEvent } from './ecommerce-event.ts';
import { readMarkup } from './markup.ts';

/** Who gets what was captured. */
export interface CaptureReceiver {
  events(events: readonly ShopEvent[]): void;
  page(): void;
  consentCommand(stage: string, parameters: unknown): void;
  error(error: SottoError): void;
  /** The page came back from the back/forward cache, or goes into it. */
  frozen(frozen: boolean): void;
}

/** All sources of one document, made into one stream of events without doubles. */
export class Capture implements CaptureSink {
  readonly state = new PageState();
  readonly #receiver: CaptureReceiver;
  readonly #dedupe = new Dedupe();
  readonly #dwell = new DwellTimer();
  readonly #stops: (() => void)[] = [];
  #tiles: TileWatch | undefined;
  #batch: ShopEvent[] = [];

  constructor(receiver: CaptureReceiver) {
    this.#receiver = receiver;
  }

  /** Begins to listen. Call once, when the page is really shown. */
  start(dataLayer: string): void {
    const listening = new AbortController();
    const { signal } = listening;
    this.#tiles = new TileWatch(this);
    document.addEventListener('visibilitychange', () => this.#visibility(), { signal });
    addEventListener('pagehide', ({ persisted }) => this.#leave(persisted), { signal });
    addEventListener('pageshow', ({ persisted }) => persisted && this.#comeBack(), { signal });
    this.#stops.push(
      () => listening.abort(),
      () => this.#tiles?.stop(),
      watchRoutes(() => this.#route()),
    );
    if (dataLayer !== '') {
      this.#stops.push(
        watchDataLayer(dataLayer, (...entry) => this.#dataLayerEntry(...entry), whenIdle),
      );
    }
    this.#visibility();
    if (document.readyState === 'complete') this.#readPage();
    else addEventListener('load', () => this.#readPage(), { signal });
  }

  event(tracked: TrackedEvent, source: EventSource): void {
    const event: unknown = { ...tracked, at: Date.now(), source };
    if (!isShopEvent(event)) {
      if (source === 'api')
        this.#receiver.error(new SottoError('event/invalid', { origin: 'page' }));
      return;
    }
    if (!this.#dedupe.accept(event)) return;
    if (event.kind === 'cart') this.state.changeBasket(event.item, true);
    if (event.kind === 'uncart' || event.kind === 'purchase') {
      this.state.changeBasket(event.item, false);
    }
    this.#batch.push(event);
    if (this.#batch.length === 1) whenIdle(() => this.flush());
  }

  describe(page: Partial<PageContext>, source: EventSource): void {
    if (this.state.describe(page, source)) this.#receiver.page();
  }

  isNewTransaction(id: string): boolean {
    return this.#dedupe.acceptTransaction(id);
  }

  /** Hands over what was captured so far. */
  flush(): void {
    const batch = this.#batch;
    this.#batch = [];
    if (batch.length > 0) this.#receiver.events(batch);
  }

  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#batch = [];
  }

  #dataLayerEntry(command: string, name: string, parameters: unknown): void {
    if (command === 'event') readEcommerceEvent(name, parameters, this);
    if (command === 'consent') this.#receiver.consentCommand(name, parameters);
  }

  #readPage(): void {
    whenIdle(() => {
      if (this.#stops.length === 0) return;
      readAttributes(document, this);
      readMarkup(document, this);
      this.#tiles?.refresh();
    });
  }

  #visibility(): void {
    if (document.visibilityState === 'visible') this.#dwell.show(performance.now());
    else this.#leave(false);
  }

  #leave(frozen: boolean): void {
    this.#tellDwell();
    this.flush();
    if (frozen) this.#receiver.frozen(true);
  }

  #comeBack(): void {
    this.#receiver.frozen(false);
    this.#dedupe.leave();
    this.#dwell.show(performance.now());
    this.#readPage();
  }

  #route(): void {
    this.#tellDwell();
    this.#dedupe.leave();
    this.state.leave();
    if (document.visibilityState === 'visible') this.#dwell.show(performance.now());
    this.#receiver.page();
    this.#readPage();
  }

  #tellDwell(): void {
    const visibleMs = this.#dwell.hide(performance.now());
    const { item } = this.state.context;
    if (item === undefined || visibleMs === 0) return;
    this.event({ kind: 'dwell', item, visibleMs, scrollDepth: scrollDepth() }, 'page');
  }
}
