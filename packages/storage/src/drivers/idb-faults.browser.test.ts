import { deleteDB, openDB } from 'idb';
import { expect, vi } from 'vitest';
import type { ShopEvent } from '@sotto/core';
import { FallbackStore } from '../fallback-store.ts';
import { openStore } from '../open-store.ts';
import { view, views } from '../store.contract.ts';
import { test } from './idb-store.contract.ts';
import { seal } from './vault.ts';

const KEEP_ALL = { maxAgeDays: 36_500, maxEvents: 100_000 };

test('goes on after the database was deleted under its feet', async ({
  databaseName: name,
  openIdb,
}) => {
  const store = openIdb();
  await store.append([view(1)]);
  const { cursor } = await store.read();
  await deleteDB(name);
  await store.append([view(2)]);
  expect(await store.read(cursor)).toMatchObject({ events: [view(2)], reset: true });
});

test('goes on after its connection was closed by the browser', async ({ openIdb }) => {
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
  transaction.mockImplementationOnce(() => {
    throw new DOMException('closing', 'InvalidStateError');
  });
  const store = openIdb();
  await store.append([view(1)]).finally(() => transaction.mockRestore());
  expect((await store.read()).events).toEqual([view(1)]);
});

test('leaves a damaged record out, keeps the rest and says so once', async ({
  openIdb,
  reported,
  tamper,
}) => {
  const store = openIdb();
  for (const event of views(1, 4)) await store.append([event]);
  await tamper(async (database) => {
    const record = await database.get('records', 2);
    new Uint8Array(record.data)[3]! ^= 1;
    await database.put('records', record);
  });
  expect((await store.read()).events).toEqual([view(1), view(3)]);
  await store.read();
  expect(reported).toEqual(['storage/corrupt']);
});

test('is rid of a damaged record after a retention run, with every cursor still right', async ({
  openIdb,
  reported,
  tamper,
}) => {
  const store = openIdb();
  for (const event of views(0, 3)) await store.append([event]);
  const { cursor } = await store.read();
  for (const event of views(3, 5)) await store.append([event]);
  await tamper(async (database) => {
    await database.put('records', { start: 0, end: 1 });
    await database.put('records', { end: 'hostile', iv: 1, data: { byteLength: 1e12 } });
  });
  expect(await store.retain(KEEP_ALL, 0)).toBe(0);
  const anew = openIdb();
  expect((await anew.read()).events).toEqual(views(1, 5));
  expect((await anew.read(cursor)).events).toEqual(views(3, 5));
  expect(reported).toEqual(['storage/corrupt']);
});

test('leaves out an event that is none, and it alone', async ({ openIdb, reported, tamper }) => {
  const store = openIdb();
  await store.append(views(0, 4));
  const { cursor } = await store.read();
  await store.append([view(4)]);
  await tamper(async (database) => {
    const { generation, key } = await database.get('state', 'log');
    const events: (ShopEvent | string)[] = views(0, 4);
    events[1] = 'no event';
    const sealed = await seal(key as CryptoKey, `${String(generation)}:0:4`, events);
    await database.put('records', { start: 0, end: 4, ...sealed });
  });
  const anew = openIdb();
  expect((await anew.read()).events).toEqual([view(0), view(2), view(3), view(4)]);
  await anew.retain(KEEP_ALL, 0);
  expect((await anew.read(cursor)).events).toEqual([view(4)]);
  expect(reported).toEqual(['storage/corrupt']);
});

test('refuses a record that was moved to another place', async ({ openIdb, reported, tamper }) => {
  const store = openIdb();
  await store.append([view(1)]);
  await store.append([view(2)]);
  await tamper(async (database) => {
    const [first, second] = await database.getAll('records');
    await database.put('records', { ...first, iv: second.iv, data: second.data });
  });
  expect((await store.read()).events).toEqual([view(2)]);
  expect(reported).toEqual(['storage/corrupt']);
});

test('begins anew where the state of the log is damaged', async ({ openIdb, tamper }) => {
  const store = openIdb();
  await store.append([view(1)]);
  await tamper((database) => database.put('state', { generation: 1, key: 'none' }, 'log'));
  expect((await store.read()).events).toEqual([]);
  await store.append([view(2)]);
  expect((await store.read()).events).toEqual([view(2)]);
});

test('leaves the database of a newer release untouched and goes on in memory', async ({
  databaseName: name,
  openIdb,
}) => {
  const newer = await openDB(name, 99, {
    upgrade: (database) => void database.createObjectStore('future'),
  });
  newer.close();
  const codes: string[] = [];
  const store = new FallbackStore(
    () => openIdb(),
    ({ code }) => codes.push(code),
  );
  await store.append([view(1)]);
  expect(store.kind).toBe('memory');
  expect((await store.read()).events).toEqual([view(1)]);
  expect(codes).toEqual(['storage/newer-version']);
  const version = async (): Promise<number | undefined> =>
    (await indexedDB.databases()).find((database) => database.name === name)?.version;
  expect(await version()).toBe(99);
  await store.erase();
  expect(await version()).toBe(undefined);
});

test('erases while another connection does not let go of the database', async ({
  databaseName: name,
  openIdb,
}) => {
  const store = openIdb({ patienceMs: 50 });
  await store.append([view(1)]);
  const stubborn = await openDB(name);
  await store.erase();
  expect(await stubborn.count('records')).toBe(0);
  expect(await stubborn.count('state')).toBe(0);
  await expect(store.append([view(2)])).rejects.toMatchObject({ code: 'storage/blocked' });
  stubborn.close();
  await store.append([view(3)]);
  expect((await store.read()).events).toEqual([view(3)]);
});

test('says so when it can neither empty nor delete the database', async ({
  databaseName: name,
  openIdb,
}) => {
  const stubborn = await openDB(name, 99);
  await expect(openIdb({ patienceMs: 50 }).erase()).rejects.toMatchObject({
    code: 'storage/blocked',
  });
  stubborn.close();
});

test('gives up an append that another tab comes before every time, for now', async ({
  openIdb,
  tamper,
}) => {
  const store = openIdb();
  await store.append([view(1)]);
  const original = crypto.subtle.encrypt.bind(crypto.subtle);
  const encrypt = vi
    .spyOn(SubtleCrypto.prototype, 'encrypt')
    .mockImplementation(async (...args) => {
      await tamper(async (database) => {
        const state = await database.get('state', 'log');
        await database.put('state', { ...state, revision: Number(state.revision) + 1 }, 'log');
      });
      return original(...args);
    });
  const refused = store.append([view(2)]).finally(() => encrypt.mockRestore());
  await expect(refused).rejects.toMatchObject({ code: 'storage/busy', retry: true });
  await store.append([view(3)]);
  expect((await store.read()).events).toEqual([view(1), view(3)]);
});

/** Gives the stores of `body` a disk that is really full after `quota` bytes. */
async function withSmallDisk(
  quota: number,
  body: (removeAll: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const { storageBuckets } = navigator as Navigator & { storageBuckets: StorageBuckets };
  const bucket = await storageBuckets.open('small', { quota });
  vi.stubGlobal('indexedDB', bucket.indexedDB);
  try {
    await body(() => storageBuckets.delete('small'));
  } finally {
    vi.unstubAllGlobals();
    await storageBuckets.delete('small');
  }
}

/** Storage Buckets, https://wicg.github.io/storage-buckets/. */
interface StorageBuckets {
  open(name: string, options: { quota: number }): Promise<{ indexedDB: IDBFactory }>;
  delete(name: string): Promise<void>;
}

test('reports a full disk as such, and keeps what it had', ({ openIdb }) =>
  withSmallDisk(200_000, async () => {
    const store = openIdb();
    await store.append(views(0, 1000));
    await expect(store.append(views(1000, 9000))).rejects.toMatchObject({ code: 'storage/quota' });
    await store.close();
  }));

test('goes on in memory while the disk is full, and saves all once there is room', ({ openIdb }) =>
  withSmallDisk(600_000, async () => {
    const filler = await openDB('filler', 1, {
      upgrade: (database) => void database.createObjectStore('bytes', { autoIncrement: true }),
    });
    const fill = (): Promise<unknown> =>
      filler.add('bytes', crypto.getRandomValues(new Uint8Array(20_000)));
    const codes: string[] = [];
    const store = new FallbackStore(
      () => openIdb(),
      ({ code }) => codes.push(code),
    );
    await store.append([view(0)]);
    while (await fill().then(Boolean, () => false));
    await Promise.all([store.append(views(1, 1000)), store.append([view(1000)])]);
    expect(store.kind).toBe('memory');
    expect((await store.read()).events).toEqual(views(0, 1001));
    filler.close();
    await deleteDB('filler');
    await store.append([view(1001)]);
    expect(store.kind).toBe('indexeddb');
    expect((await openIdb().read()).events).toEqual(views(0, 1002));
    expect(codes).toEqual(['storage/quota']);
    await store.close();
  }));

test('goes on in memory with what it knows when the browser removes the data of the site', ({
  openIdb,
}) =>
  withSmallDisk(600_000, async (removeAll) => {
    const codes: string[] = [];
    const store = new FallbackStore(
      () => openIdb(),
      ({ code }) => codes.push(code),
    );
    await store.append([view(1)]);
    await store.read();
    await store.append([view(2)]);
    await removeAll();
    await store.append([view(3)]);
    expect((await store.read()).events).toEqual(views(1, 4));
    expect(codes).toHaveLength(1);
    await store.close();
  }));

test('loses nothing when a rewrite is cut off', async ({ openIdb }) => {
  const store = openIdb();
  await store.append(views(0, 10));
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  const cutOff = store.retain({ ...KEEP_ALL, maxEvents: 5 }, 0).finally(() => put.mockRestore());
  await expect(cutOff).rejects.toMatchObject({ code: 'storage/quota' });
  expect((await store.read()).events).toEqual(views(0, 10));
});

test('goes on in memory where IndexedDB refuses to open, as in some private modes', async () => {
  const codes: string[] = [];
  const open = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  try {
    const store = openStore({ name: 'refused', onDegraded: ({ code }) => codes.push(code) });
    await store.append([view(1)]);
    expect(store.kind).toBe('memory');
    expect((await store.read()).events).toEqual([view(1)]);
  } finally {
    open.mockRestore();
  }
  expect(codes).toEqual(['storage/unavailable']);
});
