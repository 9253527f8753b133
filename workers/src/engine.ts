import { systemClock } from '@sotto/core';
import { Engine } from '@sotto/engine';
import { exposeEngine } from '@sotto/protocol';
import { openStore } from '@sotto/storage';

// The Cache API is missing on insecure origins, whatever its type says.
const { caches: cacheStorage } = globalThis as { caches?: CacheStorage };

const engine = new Engine({
  clock: systemClock,
  fetch: (...args) => fetch(...args),
  caches: cacheStorage,
  openStore: (onDegraded) => openStore({ onDegraded }),
  elapsed: () => performance.now(),
});

// The tag says in the fragment which pack the page will want.
if (location.hash.length > 1) engine.preload(location.hash.slice(1));

exposeEngine(engine);
