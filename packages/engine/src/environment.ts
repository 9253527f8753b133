import type { Clock, SottoError } from '@sotto/core';
import type { Store } from '@sotto/storage';
import type { ShopVersions, ShopVersionsOptions, SyncOptions } from '@sotto/sync';
import type { LearningFunctions } from './learning/learning-functions.ts';
import type { DeviceModels, DeviceModelsOptions } from './models/device-models.ts';
import type { Outlet } from './reporting.ts';

/** Opens the models of a pack; what runs them is loaded by the first call. */
export type OpenModels = (
  options: Omit<DeviceModelsOptions, 'ortUrl'>,
) => Promise<
  Pick<DeviceModels, 'query' | 'encode' | 'intent' | 'intentVisits' | 'status' | 'settle'>
>;

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
  readonly openSync: (options: Omit<SyncOptions, 'openSplit'>) => Promise<Outlet>;
  /** Loads what asks what the shop has learnt, and asks. */
  readonly fetchVersions: (options: ShopVersionsOptions) => Promise<ShopVersions>;
  /** Loads what learns. */
  readonly openLearning: () => Promise<LearningFunctions>;
  /** Starts the trainer's worker. May throw, as a browser does. */
  readonly spawnTrainer: () => Worker;
  /** Whether there is a ledger of reports on the device. */
  readonly hasLedger: () => Promise<boolean>;
  /** Milliseconds since the worker started. */
  readonly elapsed: () => number;
}
