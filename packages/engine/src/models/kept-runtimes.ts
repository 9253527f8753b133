import { pageMemory, type RuntimeMemory, type RuntimeRecord } from '@sotto/inference';
import { DAY_MS } from '@sotto/core';
import { MODEL_CACHE } from './model-store.ts';

/** Devices change: drivers, browsers, batteries. After this many days runtimes are measured anew. */
const DAYS = 30;

/** Absolute, because the Cache API takes nothing else; nothing is fetched from it. */
const BASE = 'https://runtimes.invalid/';

/** What a device's runtimes are remembered with. */
export interface KeptRuntimesOptions {
  readonly caches: CacheStorage | undefined;
  /** Whether anything may be kept on the device; else it is remembered for this page alone. */
  readonly mayKeep: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Remembers in the Cache API which runtime computes which model how fast. */
export function keptRuntimes({ caches, mayKeep, now }: KeptRuntimesOptions): RuntimeMemory {
  const page = pageMemory();
  return {
    async get(key) {
      if (caches === undefined || !(await caches.has(MODEL_CACHE))) return page.get(key);
      const kept = await (await caches.open(MODEL_CACHE)).match(BASE + encodeURIComponent(key));
      if (kept === undefined) return page.get(key);
      const { at, record } = (await kept.json()) as { at: number; record: RuntimeRecord };
      return Math.abs(now() - at) > DAYS * DAY_MS ? undefined : record;
    },
    async set(key, record) {
      await page.set(key, record);
      if (caches === undefined || !mayKeep()) return;
      const cache = await caches.open(MODEL_CACHE);
      await cache.put(BASE + encodeURIComponent(key), Response.json({ at: now(), record }));
    },
  };
}
