import type {
  ConsentAnswer,
  ConsentState,
  ItemId,
  PageContext,
  RuntimeName,
  ShopEvent,
  SottoError,
} from '@sotto/core';
import type {
  EngineStatus,
  HistoryExport,
  IntentPoint,
  RecommendationList,
  RecommendRequest,
  SyncConfig,
} from '@sotto/protocol';

/** Options of `start()`; the tag takes the same from its `data-` attributes. */
export interface SottoOptions {
  /** URL of the pack's folder. */
  readonly pack: string;
  /** URL of the folder with `sotto.worker.js` and the other files of the release. Default: `pack`. */
  readonly assets?: string;
  /** Consent before anyone says anything. Default `unknown`. */
  readonly consent?: ConsentAnswer;
  /** Days for which events are kept, 1 to 400. Default 90. */
  readonly retentionDays?: number;
  /** Most events kept, 100 to 100,000. Default 10,000. */
  readonly maxEvents?: number;
  /** Where models are computed; `auto` measures on the device. Default `auto`. */
  readonly runtime?: RuntimeName | 'auto';
  /** Name of the GA4 data layer on `window`; empty reads none. Default `dataLayer`. */
  readonly dataLayer?: string;
  /** The sync server for shoppers who share, and its key. Without it nothing is ever sent. */
  readonly sync?: SyncConfig;
}

/** What can be listened to, with what each listener gets. */
export interface SottoEvents {
  /** Lists may look different now. */
  readonly change: { readonly cause: string };
  readonly consent: ConsentState;
  /** Something failed and was degraded around; nothing is thrown into the page. */
  readonly error: SottoError;
}

/** An event for `track()`: time and source are added. */
export type TrackedEvent = ShopEvent extends infer E
  ? E extends ShopEvent
    ? Omit<E, 'at' | 'source'>
    : never
  : never;

/** What a page can do with Sotto. After start-up no method throws; promises resolve to a fallback. */
export interface SottoClient {
  /** Records an event. A malformed one is reported through `error` and dropped. */
  track(event: TrackedEvent): void;
  setConsent(answer: ConsentAnswer): void;
  /** Stops or resumes recording; the history stays. */
  pause(paused: boolean): void;
  /** Describes the page where capture can't know it, on a route change for example. */
  setPage(page: Partial<PageContext>): void;
  readonly page: PageContext;
  readonly consent: ConsentState;
  /** A list for this page. `strategy` defaults to `for-you`, `limit` to 8, `page` to the current one. */
  recommend(request?: Partial<RecommendRequest>): Promise<RecommendationList>;
  /** Thumbnails in the same order; `null` where there is none yet. */
  thumbnails(ids: readonly ItemId[]): Promise<(ImageBitmap | null)[]>;
  /**
   * Where this visit leads, after each of its steps, oldest first; the last is now. Empty before the first change of
   * the basket, and before the model has come.
   */
  intent(): Promise<IntentPoint[]>;
  exportHistory(): Promise<HistoryExport>;
  /** Deletes history, key and kept pack. Answers whether everything is gone. */
  erase(): Promise<boolean>;
  /** `null` while or where there is no worker. */
  status(): Promise<EngineStatus | null>;
  on<K extends keyof SottoEvents>(type: K, listener: (detail: SottoEvents[K]) => void): () => void;
  /** Ends the worker and all listening; the page is as before. */
  stop(): void;
}
