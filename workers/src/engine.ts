import { systemClock } from '@sotto/core';
import { Engine } from '@sotto/engine';
import { exposeEngine, startWorker } from '@sotto/protocol';
import { openStore } from '@sotto/storage';
import { LEDGER_NAME } from '@sotto/sync';
import type * as Learn from './learn.ts';
import type * as Models from './models.ts';
import { fileUrl } from './release.ts';
import type * as Split from './split.ts';
import type * as Reports from './sync.ts';
import type * as Versions from './versions.ts';

// The Cache API is missing on insecure origins, whatever its type says.
const { caches: cacheStorage } = globalThis as { caches?: CacheStorage };

const TRAINER_OPTIONS = { type: 'module', name: 'sotto trainer' } as const;

const engine = new Engine({
  clock: systemClock,
  fetch: (...args) => fetch(...args),
  caches: cacheStorage,
  openModels: async (options) => {
    const { DeviceModels } = (await import(
      /* @vite-ignore */ fileUrl('sotto.models.js')
    )) as typeof Models;
    return DeviceModels.open({ ...options, ortUrl: (file) => fileUrl(`ort/${file}`) });
  },
  openSync: async (options) => {
    const { Sync } = (await import(/* @vite-ignore */ fileUrl('sotto.sync.js'))) as typeof Reports;
    return new Sync({
      ...options,
      openSplit: () =>
        import(/* @vite-ignore */ fileUrl('sotto.split.js')) as Promise<typeof Split>,
    });
  },
  fetchVersions: async (options) => {
    const { fetchShopVersions } = (await import(
      /* @vite-ignore */ fileUrl('sotto.versions.js')
    )) as typeof Versions;
    return fetchShopVersions(options);
  },
  openLearning: () => import(/* @vite-ignore */ fileUrl('sotto.learn.js')) as Promise<typeof Learn>,
  spawnTrainer: () => startWorker(fileUrl('sotto.trainer.js'), TRAINER_OPTIONS),
  hasLedger: async () => (await indexedDB.databases()).some(({ name }) => name === LEDGER_NAME),
  openStore: (onDegraded) => openStore({ onDegraded }),
  elapsed: () => performance.now(),
});

// The tag says in the fragment which pack the page will want.
if (location.hash.length > 1) engine.preload(location.hash.slice(1));

exposeEngine(engine);

// A browser loads its number formats with the first use in a process, which takes a while: here, while the pack is
// under way, and not on the main thread with the first prices.
new Intl.NumberFormat(undefined, { style: 'currency', currency: 'EUR' }).format(0);
