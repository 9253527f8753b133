import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, test } from 'vitest';
import type { SottoError } from '@sotto/core';
import { FallbackStore } from '../fallback-store.ts';
import { openStore } from '../open-store.ts';
import { storeContract, view, views } from '../store.contract.ts';
import type { Store } from '../store.ts';
import { IdbStore } from './idb-store.ts';

let number = 0;
const opened: { name: string; store: Store }[] = [];

/** A store that is removed after the test; a second one of the same name is another tab's. */
function openIdb(name = `test-${++number}`, onCorrupt?: (error: SottoError) => void): IdbStore {
  const store = new IdbStore({ name, ...(onCorrupt === undefined ? {} : { onCorrupt }) });
  opened.push({ name, store });
  return store;
}

afterEach(async () => {
  for (const { store } of opened) await store.close();
  for (const { name } of opened) await deleteDB(name);
  opened.length = 0;
});

const databaseNames = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

describe('IdbStore', () => storeContract(async () => openIdb()));

test('creates no database before something is appended', async () => {
  const store = openIdb('lazy');
  await store.read();
  await store.retain({ maxAgeDays: 1, maxEvents: 1 }, 0);
  expect(await databaseNames()).not.toContain('lazy');
  await store.append([view(1)]);
  expect(await databaseNames()).toContain('lazy');
});

test('leaves no database behind when erased', async () => {
  const store = openIdb('erased');
  await store.append([view(1)]);
  await store.erase();
  expect(await databaseNames()).not.toContain('erased');
});

test('stores nothing that can be read without the key, and a key that can not be exported', async () => {
  const store = openIdb('sealed');
  await store.append([{ kind: 'search', query: 'canary query', at: 1, source: 'api' }]);
  const database = await openDB('sealed');
  const [record] = await database.getAll('records');
  const { key } = (await database.get('state', 'log')) as { key: CryptoKey };
  database.close();
  const text = new TextDecoder('latin1').decode(record.data) + JSON.stringify(record);
  expect(text).not.toContain('canary');
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('uses a fresh IV for each record', async () => {
  const store = openIdb('ivs');
  for (const event of views(0, 8)) await store.append([event]);
  const database = await openDB('ivs');
  const records = (await database.getAll('records')) as { iv: Uint8Array }[];
  database.close();
  expect(new Set(records.map(({ iv }) => iv.join())).size).toBe(8);
});

test('loses nothing when two tabs append at the same time', async () => {
  const [one, two] = [openIdb('tabs'), openIdb('tabs')];
  await Promise.all(
    views(0, 12).map((event, index) => (index % 2 === 0 ? one : two).append([event])),
  );
  expect((await one.read()).events).toHaveLength(12);
});

test('loses nothing when one tab appends while another one merges records', async () => {
  const [one, two] = [openIdb('merging'), openIdb('merging')];
  for (const event of views(0, 60)) await one.append([event]);
  await Promise.all([
    one.retain({ maxAgeDays: 36_500, maxEvents: 1000 }, 60_000),
    two.append([view(60)]),
  ]);
  expect((await two.read()).events).toEqual(views(0, 61));
});

test('tells other tabs about appends and erasure', async () => {
  const [one, two] = [openIdb('notify'), openIdb('notify')];
  const heard = new Promise<void>((resolve) => void two.onForeignChange(resolve));
  await one.append([view(1)]);
  await heard;
  const { cursor } = await two.read();
  const again = new Promise<void>((resolve) => void two.onForeignChange(resolve));
  await one.erase();
  await again;
  expect(await two.read(cursor)).toMatchObject({ events: [], reset: true });
});

test('goes on after the database was deleted under its feet', async () => {
  const store = openIdb('deleted');
  await store.append([view(1)]);
  const { cursor } = await store.read();
  await deleteDB('deleted');
  await store.append([view(2)]);
  expect(await store.read(cursor)).toMatchObject({ events: [view(2)], reset: true });
});

test('leaves a damaged record out, keeps the rest and says so', async () => {
  const errors: SottoError[] = [];
  const store = openIdb('damaged', (error) => errors.push(error));
  await store.append([view(1)]);
  await store.append([view(2)]);
  const database = await openDB('damaged');
  const record = await database.get('records', 1);
  new Uint8Array(record.data)[3]! ^= 1;
  await database.put('records', record);
  database.close();
  expect((await store.read()).events).toEqual([view(2)]);
  expect(errors.map(({ code }) => code)).toEqual(['storage/corrupt']);
});

test('refuses a record that was moved to another place', async () => {
  const errors: SottoError[] = [];
  const store = openIdb('moved', (error) => errors.push(error));
  await store.append([view(1)]);
  await store.append([view(2)]);
  const database = await openDB('moved');
  const [first, second] = await database.getAll('records');
  await database.put('records', { ...first, iv: second.iv, data: second.data });
  database.close();
  expect((await store.read()).events).toEqual([view(2)]);
});

test('leaves the database of a newer release untouched and goes on in memory', async () => {
  const newer = await openDB('newer', 99, {
    upgrade: (database) => void database.createObjectStore('future'),
  });
  newer.close();
  const errors: SottoError[] = [];
  const store = new FallbackStore(openIdb('newer'), (error) => errors.push(error));
  await store.append([view(1)]);
  expect(store.kind).toBe('memory');
  expect((await store.read()).events).toEqual([view(1)]);
  expect(errors.map(({ code }) => code)).toEqual(['storage/newer-version']);
  expect((await indexedDB.databases()).find(({ name }) => name === 'newer')?.version).toBe(99);
});

/** Makes every write of records fail as a full disk does. */
function withFullDisk<T>(times: number, body: () => Promise<T>): Promise<T> {
  const original = IDBObjectStore.prototype.add;
  let left = times;
  IDBObjectStore.prototype.add = function add(...args) {
    if (left-- > 0) throw new DOMException('full', 'QuotaExceededError');
    return original.apply(this, args);
  };
  return body().finally(() => {
    IDBObjectStore.prototype.add = original;
  });
}

test('makes room by dropping the older half when the disk is full', async () => {
  const store = openIdb('full-once');
  await store.append(views(0, 10));
  await withFullDisk(1, () => store.append([view(10)]));
  expect((await store.read()).events).toEqual(views(5, 11));
});

test('goes on in memory with what it knows when the disk stays full', async () => {
  const errors: SottoError[] = [];
  const store = new FallbackStore(openIdb('full'), (error) => errors.push(error));
  await store.append([view(1)]);
  await store.read();
  await withFullDisk(100, () => store.append([view(2)]));
  expect(store.kind).toBe('memory');
  expect((await store.read()).events).toEqual([view(1), view(2)]);
  expect(errors.map(({ code }) => code)).toEqual(['storage/quota']);
});

test('goes on in memory where IndexedDB refuses to open, as in some private modes', async () => {
  const original = IDBFactory.prototype.open;
  IDBFactory.prototype.open = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const errors: SottoError[] = [];
  try {
    const store = openStore({ name: 'refused', onDegraded: (error) => errors.push(error) });
    await store.append([view(1)]);
    expect(store.kind).toBe('memory');
    expect((await store.read()).events).toEqual([view(1)]);
  } finally {
    IDBFactory.prototype.open = original;
  }
  expect(errors.map(({ code }) => code)).toEqual(['storage/unavailable']);
});
