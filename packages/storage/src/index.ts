export { IdbStore, type IdbStoreOptions } from './drivers/idb-store.ts';
export { MemoryStore } from './drivers/memory-store.ts';
export { FallbackStore } from './fallback-store.ts';
export { openStore, type OpenStoreOptions } from './open-store.ts';
export { SESSION_GAP_MS, splitSessions, type Session } from './sessions.ts';
export {
  type ForeignChange,
  type RetentionPolicy,
  type Store,
  type StoreCursor,
  type StorePage,
} from './store.ts';
