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

/** What was measured, by what was computed. */
export interface KeptRecords<Record> {
  get(key: string): Promise<Record | undefined>;
  set(key: string, record: Record): Promise<void>;
}

/** Remembers in the Cache API what computes what how fast: runtimes of models, backends of training. */
export function keptRuntimes<Record>({
  caches,
  mayKeep,
  now,
}: KeptRuntimesOptions): KeptRecords<Record> {
  const page = new Map<string, Record>();
  return {
    async get(key) {
      if (caches === undefined || !(await caches.has(MODEL_CACHE))) return page.get(key);
      const kept = await (await caches.open(MODEL_CACHE)).match(BASE + encodeURIComponent(key));
      if (kept === undefined) return page.get(key);
      const { at, record } = (await kept.json()) as { at: number; record: Record };
      return Math.abs(now() - at) > DAYS * DAY_MS ? undefined : record;
    },
    async set(key, record) {
      page.set(key, record);
      if (caches === undefined || !mayKeep()) return;
      const cache = await caches.open(MODEL_CACHE);
      await cache.put(BASE + encodeURIComponent(key), Response.json({ at: now(), record }));
    },
  };
}
