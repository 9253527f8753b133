import { DAY_MS, type ShopEvent } from '@sotto/core';
import { expect, test } from 'vitest';
import type { Store } from './store.ts';

/** A view of product `p<n>`, n seconds after the start. */
export const view = (n: number): ShopEvent => ({
  kind: 'view',
  item: `p${n}`,
  at: n * 1000,
  source: 'api',
});

/** Views of products `from` to `to` − 1. */
export const views = (from: number, to: number): ShopEvent[] =>
  Array.from({ length: to - from }, (_, index) => view(from + index));

const KEEP_ALL = { maxAgeDays: 36_500, maxEvents: 1_000_000 };

/** What every store does, whatever it keeps events in. */
export function storeContract(create: () => Promise<Store>): void {
  const withStore = (title: string, body: (store: Store) => Promise<void>): void => {
    test(title, async () => {
      const store = await create();
      try {
        await body(store);
      } finally {
        await store.erase();
        await store.close();
      }
    });
  };

  withStore('starts empty', async (store) => {
    const page = await store.read();
    expect(page.events).toEqual([]);
    expect(page.reset).toBe(false);
  });

  withStore('gives back what was appended, oldest first', async (store) => {
    await store.append([view(1), view(2)]);
    await store.append([view(3)]);
    expect((await store.read()).events).toEqual([view(1), view(2), view(3)]);
  });

  withStore('gives only what is new after a cursor', async (store) => {
    await store.append([view(1)]);
    const { cursor } = await store.read();
    await store.append([view(2), view(3)]);
    const next = await store.read(cursor);
    expect(next.events).toEqual([view(2), view(3)]);
    expect(next.reset).toBe(false);
    expect((await store.read(next.cursor)).events).toEqual([]);
  });

  withStore('keeps every event when appends run at the same time', async (store) => {
    await Promise.all(views(0, 20).map((event) => store.append([event])));
    const { events } = await store.read();
    expect(events.map(({ at }) => at).sort((a, b) => a - b)).toEqual(
      views(0, 20).map(({ at }) => at),
    );
  });

  withStore('says that the log was erased since a cursor', async (store) => {
    await store.append([view(1)]);
    const { cursor } = await store.read();
    await store.erase();
    const page = await store.read(cursor);
    expect(page).toMatchObject({ events: [], reset: true });
    await store.append([view(2)]);
    expect((await store.read(cursor)).events).toEqual([view(2)]);
  });

  withStore('drops what is too old', async (store) => {
    await store.append(views(0, 10));
    const dropped = await store.retain({ maxAgeDays: 1, maxEvents: 100 }, DAY_MS + 4000);
    expect(dropped).toBe(4);
    expect((await store.read()).events).toEqual(views(4, 10));
  });

  withStore('drops the oldest of too many', async (store) => {
    await store.append(views(0, 10));
    expect(await store.retain({ ...KEEP_ALL, maxEvents: 3 }, 10_000)).toBe(7);
    expect((await store.read()).events).toEqual(views(7, 10));
  });

  withStore('keeps cursors valid when old events go', async (store) => {
    await store.append(views(0, 10));
    const { cursor } = await store.read();
    await store.retain({ ...KEEP_ALL, maxEvents: 3 }, 10_000);
    await store.append([view(10)]);
    expect((await store.read(cursor)).events).toEqual([view(10)]);
  });

  withStore('is whole after hundreds of small appends and a retention run', async (store) => {
    for (const event of views(0, 120)) await store.append([event]);
    const { cursor } = await store.read();
    expect(await store.retain(KEEP_ALL, 120_000)).toBe(0);
    await store.append([view(120)]);
    expect((await store.read()).events).toEqual(views(0, 121));
    expect((await store.read(cursor)).events).toEqual([view(120)]);
  });

  withStore('keeps a value beside the log, the last one, until it is taken away', async (store) => {
    expect(await store.kept('a')).toBeUndefined();
    await store.keep('a', { numbers: [1, 2] });
    await store.append([view(1)]);
    await store.keep('b', 'other');
    await store.keep('a', { numbers: [3] });
    await store.retain({ ...KEEP_ALL, maxEvents: 0 }, 1000);
    expect(await store.kept('a')).toEqual({ numbers: [3] });
    await store.keep('a', undefined);
    expect(await store.kept('a')).toBeUndefined();
    expect(await store.kept('b')).toBe('other');
    expect((await store.read()).events).toEqual([]);
  });

  withStore('erases what is kept with the log', async (store) => {
    await store.append([view(1)]);
    await store.keep('a', 1);
    await store.erase();
    expect(await store.kept('a')).toBeUndefined();
    await store.append([view(2)]);
    expect(await store.kept('a')).toBeUndefined();
  });

  test('refuses whatever is asked after it was closed', async () => {
    const store = await create();
    await store.append([view(1)]);
    await store.erase();
    await store.close();
    const refused = { name: 'SottoError', code: 'storage/closed' };
    await expect(store.append([view(2)])).rejects.toMatchObject(refused);
    await expect(store.read()).rejects.toMatchObject(refused);
    await expect(store.retain(KEEP_ALL, 0)).rejects.toMatchObject(refused);
    await expect(store.keep('a', 1)).rejects.toMatchObject(refused);
    await expect(store.kept('a')).rejects.toMatchObject(refused);
    await expect(store.erase()).rejects.toMatchObject(refused);
    await store.close();
  });
}
