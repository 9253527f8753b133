import { afterEach, expect, test, vi } from 'vitest';
import { openStore } from './open-store.ts';
import { view } from './store.contract.ts';

afterEach(() => vi.unstubAllGlobals());

/** Opens a store here, uses it, and answers what it reported. */
async function openHere(): Promise<{ kind: string; reported: string[] }> {
  const reported: string[] = [];
  const store = openStore({
    onDegraded: ({ code, message }) => reported.push(`${code}: ${message}`),
  });
  await store.append([view(1)]);
  expect((await store.read()).events).toEqual([view(1)]);
  const { kind } = store;
  await store.close();
  return { kind, reported };
}

// Node has WebCrypto, and no IndexedDB.
test('keeps the history in memory where there is no IndexedDB, and says so', async () => {
  expect(await openHere()).toEqual({
    kind: 'memory',
    reported: ['storage/unavailable: IndexedDB is missing; history stays in memory.'],
  });
});

test('keeps the history in memory where there is no WebCrypto, as on insecure origins', async () => {
  vi.stubGlobal('indexedDB', {});
  vi.stubGlobal('crypto', {});
  expect(await openHere()).toEqual({
    kind: 'memory',
    reported: ['storage/unavailable: WebCrypto is missing; history stays in memory.'],
  });
});

test('keeps the history in memory where the mere mention of IndexedDB throws', async () => {
  vi.stubGlobal('indexedDB', undefined);
  Object.defineProperty(globalThis, 'indexedDB', {
    configurable: true,
    get: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  expect(await openHere()).toMatchObject({ kind: 'memory' });
});
