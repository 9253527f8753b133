import { SottoError, type ErrorCode } from '@sotto/core';
import { describe, expect, test } from 'vitest';
import { MemoryStore } from './drivers/memory-store.ts';
import { FallbackStore } from './fallback-store.ts';
import { storeContract, view, views } from './store.contract.ts';
import type { ForeignChange, Store } from './store.ts';

/** A disk that stores of one test share, and that can be made to fail. */
class Disk {
  readonly log = new MemoryStore();
  readonly opened: DiskStore[] = [];
  fault: SottoError | undefined;

  open(): DiskStore {
    const store = new DiskStore(this);
    this.opened.push(store);
    return store;
  }

  fail(code: ErrorCode, retry = false): void {
    this.fault = new SottoError(code, { origin: 'storage', retry });
  }
}

class DiskStore implements Store {
  readonly kind = 'indexeddb';
  readonly encrypted = true;
  readonly #disk: Disk;
  readonly #listeners = new Set<(change: ForeignChange) => void>();
  closed = false;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  append: Store['append'] = (events) => this.#log().then((log) => log.append(events));
  read: Store['read'] = (since) => this.#log().then((log) => log.read(since));
  retain: Store['retain'] = (policy, now) => this.#log().then((log) => log.retain(policy, now));
  kept: Store['kept'] = (name) => this.#log().then((log) => log.kept(name));
  keep: Store['keep'] = (name, value) => this.#log().then((log) => log.keep(name, value));
  erase: Store['erase'] = () => this.#log().then((log) => log.erase());

  onForeignChange(listener: (change: ForeignChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Another tab did something. */
  change(change: ForeignChange): void {
    for (const listener of this.#listeners) listener(change);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  async #log(): Promise<MemoryStore> {
    if (this.closed) throw new SottoError('storage/closed', { origin: 'storage' });
    if (this.#disk.fault !== undefined) throw this.#disk.fault;
    return this.#disk.log;
  }
}

function fallbackOver(disk: Disk): { store: FallbackStore; codes: string[] } {
  const codes: string[] = [];
  const store = new FallbackStore(
    () => disk.open(),
    ({ code }) => codes.push(code),
  );
  return { store, codes };
}

const KEEP_ALL = { maxAgeDays: 36_500, maxEvents: 1000 };

describe('FallbackStore', () => storeContract(async () => fallbackOver(new Disk()).store));

test('keeps what was read, what was not read back yet, and every batch that fails at the same time', async () => {
  const disk = new Disk();
  const { store, codes } = fallbackOver(disk);
  await store.append([view(0)]);
  const { cursor } = await store.read();
  await store.append([view(1)]);
  await store.read(cursor);
  await store.read(cursor);
  await store.append([view(2)]);
  disk.fail('storage/unavailable');
  await Promise.all([store.append([view(3)]), store.append([view(4)])]);
  expect(store).toMatchObject({ kind: 'memory', encrypted: false });
  expect(await store.read(cursor)).toMatchObject({ events: views(0, 5), reset: true });
  expect(codes).toEqual(['storage/unavailable']);
});

test('closes the store that failed', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  disk.fail('storage/newer-version');
  await store.read();
  expect(disk.opened.map(({ closed }) => closed)).toEqual([true, false]);
  await store.close();
  expect(disk.opened.map(({ closed }) => closed)).toEqual([true, true]);
});

test('stays in memory after a failure that does not pass', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  disk.fail('storage/unavailable');
  await store.append([view(1)]);
  disk.fault = undefined;
  await store.append([view(2)]);
  expect(store.kind).toBe('memory');
  expect((await disk.log.read()).events).toEqual([]);
});

test.for(['storage/busy', 'storage/quota', 'storage/lost'] as const)(
  'saves what memory holds and goes back once %s has passed',
  async (code) => {
    const disk = new Disk();
    const { store, codes } = fallbackOver(disk);
    await store.append([view(0)]);
    disk.fail(code, true);
    await store.append([view(1)]);
    await store.append([view(2)]);
    const { cursor } = await store.read();
    disk.fault = undefined;
    await store.append([view(3)]);
    expect(store.kind).toBe('indexeddb');
    expect((await disk.log.read()).events).toEqual(views(0, 4));
    expect(await store.read(cursor)).toMatchObject({ events: views(0, 4), reset: true });
    disk.fail(code, true);
    await store.append([view(4)]);
    expect((await store.read(cursor)).events).toEqual(views(0, 5));
    disk.fault = undefined;
    await store.append([view(5)]);
    expect((await disk.log.read()).events).toEqual(views(0, 6));
    expect(codes).toEqual([code, code]);
  },
);

test('goes on with the values that it knows, and saves those that changed when it goes back', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  await disk.log.keep('read', 1);
  await disk.log.keep('unread', 2);
  await store.kept('read');
  await store.keep('kept', 3);
  disk.fail('storage/busy', true);
  await store.append([view(0)]);
  expect(store.kind).toBe('memory');
  expect(await Promise.all(['read', 'kept'].map((name) => store.kept(name)))).toEqual([1, 3]);
  await store.keep('kept', 4);
  expect(await disk.log.kept('kept')).toBe(3);
  disk.fault = undefined;
  await store.append([view(1)]);
  expect(store.kind).toBe('indexeddb');
  const names = ['read', 'unread', 'kept'];
  expect(await Promise.all(names.map((name) => disk.log.kept(name)))).toEqual([1, 2, 4]);
});

test('brings back no value that was erased', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  await store.keep('kept', 1);
  disk.fail('storage/busy', true);
  await store.keep('kept', 2);
  disk.fault = undefined;
  await store.erase();
  await store.append([view(0)]);
  expect(await store.kept('kept')).toBeUndefined();
  expect(await disk.log.kept('kept')).toBeUndefined();
});

test('brings back nothing that retention dropped', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  await store.append(views(0, 10));
  await store.read();
  await store.retain({ ...KEEP_ALL, maxEvents: 3 }, 0);
  disk.fail('storage/lost');
  expect((await store.read()).events).toEqual(views(7, 10));
});

test('erases the store below, also after memory took over', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  await store.append([view(1)]);
  disk.fail('storage/quota');
  await store.append([view(2)]);
  disk.fault = undefined;
  await store.erase();
  expect((await store.read()).events).toEqual([]);
  expect((await disk.log.read()).events).toEqual([]);
});

test.for([false, true])(
  'rejects an erase that may leave something behind (in memory: %s)',
  async (inMemory) => {
    const disk = new Disk();
    const { store } = fallbackOver(disk);
    await store.append([view(1)]);
    disk.fail('storage/blocked');
    if (inMemory) await store.append([view(2)]);
    await expect(store.erase()).rejects.toMatchObject({ code: 'storage/blocked' });
    expect((await disk.log.read()).events).toEqual([view(1)]);
  },
);

test('forgets in memory, too, when another tab erases', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  const heard: string[] = [];
  const erased = new Promise<void>((resolve) => {
    store.onForeignChange((change) => {
      heard.push(change);
      resolve();
    });
  });
  await store.append([view(1)]);
  disk.fail('storage/unavailable');
  await store.append([view(2)]);
  disk.opened.at(-1)?.change('appended');
  disk.opened.at(-1)?.change('erased');
  await erased;
  expect((await store.read()).events).toEqual([]);
  expect(heard).toEqual(['erased']);
});

test('no longer calls a listener that was stopped', async () => {
  const disk = new Disk();
  const { store } = fallbackOver(disk);
  const heard: string[] = [];
  store.onForeignChange((change) => heard.push(`stopped ${change}`))();
  const appended = new Promise<void>((resolve) => {
    store.onForeignChange(() => resolve());
  });
  disk.opened[0]?.change('appended');
  await appended;
  expect(heard).toEqual([]);
});
