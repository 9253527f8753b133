import { SottoError } from '@sotto/core';
import { IdbStore } from './drivers/idb-store.ts';
import { MemoryStore } from './drivers/memory-store.ts';
import { FallbackStore } from './fallback-store.ts';
import type { Store } from './store.ts';

/** Options of {@link openStore}. */
export interface OpenStoreOptions {
  /** Name of the database. Default `sotto`. */
  readonly name?: string;
  /** Called when the history can't be kept on disk (any more), or when records had to be left out. */
  readonly onDegraded: (error: SottoError) => void;
}

/**
 * The best place for a history here: encrypted IndexedDB, which goes on in memory should it fail; memory
 * alone where there is no IndexedDB or no WebCrypto (an insecure origin).
 */
export function openStore({ name, onDegraded }: OpenStoreOptions): Store {
  const { indexedDB: database, crypto: webCrypto } = globalThis as {
    indexedDB?: IDBFactory;
    crypto?: Partial<Crypto>;
  };
  if (database === undefined || webCrypto?.subtle === undefined) {
    const missing = database === undefined ? 'IndexedDB' : 'WebCrypto';
    onDegraded(
      new SottoError(
        'storage/unavailable',
        { origin: 'storage' },
        `${missing} is missing; history stays in memory.`,
      ),
    );
    return new MemoryStore();
  }
  return new FallbackStore(
    new IdbStore({ ...(name === undefined ? {} : { name }), onCorrupt: onDegraded }),
    onDegraded,
  );
}
