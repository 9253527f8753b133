import { describe, expect, vi } from 'vitest';
import { storeContract, view, views } from '../store.contract.ts';
import { test } from './idb-store.contract.ts';
import { IdbStore } from './idb-store.ts';

let contracts = 0;

describe('IdbStore', () =>
  storeContract(async () => new IdbStore({ name: `contract-${++contracts}` })));

const databaseNames = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

const KEEP_ALL = { maxAgeDays: 36_500, maxEvents: 100_000 };

test('creates no database before something is appended', async ({
  databaseName: name,
  openIdb,
}) => {
  const store = openIdb();
  await store.read();
  await store.retain({ maxAgeDays: 1, maxEvents: 1 }, 0);
  await store.append([]);
  expect(await databaseNames()).not.toContain(name);
  await store.append([view(1)]);
  expect(await databaseNames()).toContain(name);
});

test('leaves no database behind when erased', async ({ databaseName: name, openIdb }) => {
  const [store, otherTab] = [openIdb(), openIdb()];
  await store.append([view(1)]);
  await otherTab.read();
  await store.erase();
  expect(await databaseNames()).not.toContain(name);
});

test('keeps the first append when reads run at the same time', async ({ openIdb }) => {
  const store = openIdb();
  await Promise.all([store.read(), store.append([view(1)]), store.read(), store.read()]);
  expect((await store.read()).events).toEqual([view(1)]);
});

test('opens one connection however many calls come at once', async ({ openIdb }) => {
  await openIdb().append([view(1)]);
  const open = vi.spyOn(IDBFactory.prototype, 'open');
  const store = openIdb();
  try {
    await Promise.all([store.read(), store.append([view(2)]), store.read()]);
    expect(open).toHaveBeenCalledTimes(1);
  } finally {
    open.mockRestore();
  }
});

test('stores nothing that can be read without the key, and a key that can not be exported', async ({
  openIdb,
  tamper,
}) => {
  await openIdb().append([{ kind: 'search', query: 'canary query', at: 1, source: 'api' }]);
  const [record, key] = await tamper(async (database) => {
    const [first] = await database.getAll('records');
    return [first, (await database.get('state', 'log')).key as CryptoKey];
  });
  const text = new TextDecoder('latin1').decode(record.data) + JSON.stringify(record);
  expect(text).not.toContain('canary');
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('seals what it keeps beside the log, under its name and no other', async ({
  openIdb,
  tamper,
}) => {
  const store = openIdb();
  await store.keep('a', 'canary value');
  await tamper(async (database) => {
    const sealed = await database.get('state', 'kept:a');
    expect(new TextDecoder('latin1').decode(sealed.data)).not.toContain('canary');
    await database.put('state', sealed, 'kept:b');
    await database.put('state', 'none', 'kept:c');
  });
  expect(await openIdb().kept('a')).toBe('canary value');
  expect(await store.kept('b')).toBeUndefined();
  expect(await store.kept('c')).toBeUndefined();
});

test('uses a fresh IV for each record', async ({ openIdb, tamper }) => {
  const store = openIdb();
  for (const event of views(0, 8)) await store.append([event]);
  const records = await tamper((database) => database.getAll('records'));
  expect(new Set(records.map(({ iv }) => String(iv))).size).toBe(8);
});

test('merges many small records into few', async ({ openIdb, tamper }) => {
  const store = openIdb();
  for (const event of views(0, 60)) await store.append([event]);
  expect(await store.retain(KEEP_ALL, 60_000)).toBe(0);
  expect(await tamper((database) => database.count('records'))).toBe(1);
  expect((await store.read()).events).toEqual(views(0, 60));
});

test('leaves full records alone, however many there are', async ({ openIdb, tamper }) => {
  const store = openIdb();
  for (let at = 0; at < 50 * 512; at += 512) await store.append(views(at, at + 512));
  const before = await tamper((database) => database.getAll('records'));
  await store.retain(KEEP_ALL, 60_000);
  expect(await tamper((database) => database.getAll('records'))).toEqual(before);
});

test('decrypts each record once at the start', async ({ openIdb }) => {
  const decrypt = vi.spyOn(SubtleCrypto.prototype, 'decrypt');
  try {
    const before = openIdb();
    for (const event of views(0, 5)) await before.append([event]);
    const store = openIdb();
    await store.read();
    await store.retain(KEEP_ALL, 10_000);
    expect(decrypt).toHaveBeenCalledTimes(5);
  } finally {
    decrypt.mockRestore();
  }
});

test('writes again only the record that a retention run cuts through', async ({
  openIdb,
  tamper,
}) => {
  const store = openIdb();
  for (let at = 0; at < 12; at += 4) await store.append(views(at, at + 4));
  const ivs = (): Promise<string[]> =>
    tamper(async (database) => (await database.getAll('records')).map(({ iv }) => String(iv)));
  const before = await ivs();
  await store.retain({ ...KEEP_ALL, maxEvents: 6 }, 0);
  const [cut, kept] = await ivs();
  expect(cut).not.toBe(before[1]);
  expect(kept).toBe(before[2]);
  expect((await openIdb().read()).events).toEqual(views(6, 12));
});
