import type {
  ChannelName,
  ConsentState,
  ErrorCode,
  ErrorData,
  Intent,
  ItemId,
  PageContext,
  RuntimeName,
  ShopEvent,
  StrategyName,
} from '@sotto/core';
import type { DeviceConditions } from './device-conditions.ts';
import type { LearningStatus } from './learning.ts';
import type { ReportingEntry, ReportingStatus, SyncConfig } from './reporting.ts';

/** Version of the interface below; page and worker must agree. Raised with every change of it. */
export const THREAD_VERSION = 4;

/** What the page tells the engine once, before anything else. */
export interface EngineConfig {
  /** {@link THREAD_VERSION} of the page. */
  readonly version: number;
  /** Absolute URL of the pack's folder, ending in `/`. */
  readonly packUrl: string;
  readonly consent: ConsentState;
  /** Days for which events are kept, 1 to 400. Default 90. */
  readonly retentionDays: number;
  /** Most events kept, 100 to 100,000; the oldest go first. Default 10,000. */
  readonly maxEvents: number;
  /** The device asks to save data: no vectors, thumbnails or models are fetched. */
  readonly saveData: boolean;
  /** Where models are computed; `auto` measures on the device. */
  readonly runtime: RuntimeName | 'auto';
  /** Where reports go once the shopper shares; without it nothing is ever sent. */
  readonly sync: SyncConfig | undefined;
}

/** A request for one list. */
export interface RecommendRequest {
  readonly strategy: StrategyName;
  /** Most products wanted, 1 to 100. */
  readonly limit: number;
  readonly page: PageContext;
  /** Products that the list should start from, instead of page or history. */
  readonly seeds?: readonly ItemId[];
  /** Products that must not be in the list, because another list of the page shows them. */
  readonly exclude?: readonly ItemId[];
  /** Rules of this list alone, after the owner's rules of the pack. */
  readonly rules?: readonly string[];
  /** No other strategy fills what this one can't: the list may be empty. Default `false`. */
  readonly strict?: boolean;
}

/** Why a product is in a list. */
export interface Reason {
  readonly channel: ChannelName;
  /** Share of the product's score that the channel carried, 0 to 1. */
  readonly share: number;
  /** The product of the history or the page that carried it. */
  readonly because?: { readonly id: ItemId; readonly title: string };
}

/** One product of a list, ready to be shown. */
export interface Recommendation {
  readonly id: ItemId;
  readonly title: string;
  /** Link to the product's page. */
  readonly url: string;
  /** Price in major units (12.5 is 12 euros 50); absent where unknown. */
  readonly price?: number;
  /** Price before a discount in major units. */
  readonly listPrice?: number;
  readonly brand: string;
  /** Category path from the top. */
  readonly category: readonly string[];
  readonly inStock: boolean;
  /** 0 to 5; absent where unknown. */
  readonly rating?: number;
  /** Main colour of its picture, `#rrggbb`; absent where there is no picture. */
  readonly colour?: string;
  /** The shop's own image URL; only where the owner chose `images: 'direct'`. */
  readonly imageUrl?: string;
  /** Strongest first; at least one. */
  readonly reasons: readonly Reason[];
}

/** A list and how it came about. */
export interface RecommendationList {
  readonly items: readonly Recommendation[];
  /** The strategy that answered: the one asked for, or one of its fallbacks. */
  readonly strategy: StrategyName;
  /** Whether the history had a part in it. */
  readonly personal: boolean;
  /** ISO 4217 code of all prices. */
  readonly currency: string;
  /** Milliseconds that ranking took in the worker. */
  readonly rankMs: number;
}

/** What the engine is and has, for panels and support. */
export interface EngineStatus {
  readonly version: number;
  readonly consent: ConsentState;
  readonly pack: {
    readonly id: string;
    readonly products: number;
    /** Parts that have arrived: numbers and texts first, the rest later. */
    readonly loaded: readonly string[];
    /** The last good pack is used because the current one could not be. */
    readonly fromCache: boolean;
    readonly images: 'sheets' | 'direct' | 'none';
  };
  readonly storage: {
    readonly kind: 'none' | 'memory' | 'indexeddb';
    readonly events: number;
    readonly encrypted: boolean;
  };
  /** The pack's models, once they were opened or could not be. */
  readonly models: readonly ModelStatus[];
  readonly reporting: ReportingStatus;
  readonly learning: LearningStatus;
  /** Milliseconds from the worker's start to each step. */
  readonly timings: Readonly<Record<string, number>>;
}

/** How a model of the pack runs. */
export interface ModelStatus {
  readonly id: string;
  /** Semantic version. */
  readonly version: string;
  /** `previous`: the pack's could not be used, and the last one that could is. */
  readonly state: 'ready' | 'previous' | 'failed';
  /** Why the pack's model is not used. */
  readonly error?: ErrorCode;
  /** Absent where the model runs nowhere. */
  readonly run?: {
    readonly runtime: RuntimeName;
    /** Bytes of the model. */
    readonly bytes: number;
    /** Milliseconds that opening took, self-test included. */
    readonly openMs: number;
    /** Median milliseconds of a run, of each runtime that was measured on this device. */
    readonly medianMs: Readonly<Partial<Record<RuntimeName, number>>>;
    /** Runtimes that failed on this device, with the reason. */
    readonly failed: Readonly<Partial<Record<RuntimeName, ErrorCode>>>;
    /** Runs on this page. */
    readonly runs: number;
  };
}

/** Where the visit leads, after one of its steps. */
export interface IntentPoint extends Intent {
  /** When the step was made: milliseconds since 1970. */
  readonly at: number;
}

/** Tells the page that lists may look different now. */
export interface EngineChange {
  readonly cause:
    'history' | 'pack' | 'thumbnails' | 'models' | 'learning' | 'consent' | 'reports' | 'error';
  /** With cause `error`: something failed and was degraded around. */
  readonly error?: ErrorData;
}

/** The history as a shopper may take it along. */
export interface HistoryExport {
  readonly format: 'sotto-history';
  readonly version: 1;
  /** ISO 8601. */
  readonly exportedAt: string;
  readonly consent: ConsentState;
  readonly events: readonly ShopEvent[];
  /** Names of the products of the events, as far as the pack has them. */
  readonly titles: Readonly<Record<ItemId, string>>;
  /** Visits: events with no gap of more than 30 minutes. Milliseconds since 1970. */
  readonly sessions: readonly {
    readonly start: number;
    readonly end: number;
    readonly events: number;
  }[];
  /** What is kept beside the events, by name: what was learnt from them, and which versions were tried. */
  readonly learnt: Readonly<Record<string, unknown>>;
  /** Everything that left the device, or was about to, oldest first. */
  readonly reports: readonly ReportingEntry[];
}

/**
 * The engine as the page sees it. Every call answers or rejects with a `SottoError`; none hangs
 * longer than the deadline that the supervisor sets.
 */
export interface EngineApi {
  /** @throws worker/version where page and worker are of different releases. */
  start(config: EngineConfig): Promise<EngineStatus>;
  /** Adds events to the history; without consent they serve this page's lifetime only. */
  record(events: readonly ShopEvent[]): Promise<void>;
  /** @throws pack/* where there is neither a pack nor a cached one. */
  recommend(request: RecommendRequest): Promise<RecommendationList>;
  /** The thumbnails of products, in the same order; `null` where there is none (yet). */
  thumbnails(ids: readonly ItemId[]): Promise<(ImageBitmap | null)[]>;
  /**
   * Where this visit leads, after each of its steps (a change of the basket, a page of the checkout, the order),
   * oldest first. Empty before the first of them, and where the model is not there (yet).
   */
  intent(): Promise<IntentPoint[]>;
  setConsent(consent: ConsentState): Promise<void>;
  /** What the device can spare; until the first call it can spare nothing. */
  setConditions(conditions: DeviceConditions): Promise<void>;
  exportHistory(): Promise<HistoryExport>;
  /** Deletes the history, its key and its database, and what was sent; what that cost stays spent. */
  erase(): Promise<void>;
  status(): Promise<EngineStatus>;
  /** Calls back on every change. One listener; a second call replaces it. */
  onChange(listener: (change: EngineChange) => void): Promise<void>;
  /** Answers at once: a sign of life. */
  ping(): Promise<void>;
}
