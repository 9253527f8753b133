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
 * alone where there is no IndexedDB or no WebCrypto (an insecure origin, some private modes). Opens nothing
 * yet and throws nothing: `onDegraded` hears `storage/unavailable`, `storage/quota`, `storage/newer-version`,
 * `storage/blocked`, `storage/lost`, `storage/busy` or `storage/corrupt`.
 */
export function openStore({ name = 'sotto', onDegraded }: OpenStoreOptions): Store {
  const missing = whatIsMissing();
  if (missing === undefined)
    return new FallbackStore(() => new IdbStore({ name, onCorrupt: onDegraded }), onDegraded);
  const message = `${missing} is missing; history stays in memory.`;
  onDegraded(new SottoError('storage/unavailable', { origin: 'storage' }, message));
  return new MemoryStore();
}

function whatIsMissing(): string | undefined {
  try {
    const { indexedDB: database, crypto: webCrypto } = globalThis as {
      indexedDB?: IDBFactory;
      crypto?: Partial<Crypto>;
    };
    if (database === undefined) return 'IndexedDB';
    return webCrypto?.subtle === undefined ? 'WebCrypto' : undefined;
  } catch (error) {
    // Firefox with cookies blocked throws at the mere mention of IndexedDB.
    if (error instanceof Error) return 'IndexedDB';
    throw error;
  }
}
