import { expect, test } from 'vitest';
import { permissions, INITIAL_CONSENT, type ConsentAnswer, type ShopEvent } from '@sotto/core';
import {
  MemoryStore,
  type ForeignChange,
  type Store,
  type StoreCursor,
  type StorePage,
} from '@sotto/storage';
import { History } from './history.ts';

const view = (n: number): ShopEvent => ({ kind: 'view', item: `p${n}`, at: n, source: 'api' });
const may = (answer: ConsentAnswer, paused = false): ReturnType<typeof permissions> =>
  permissions({ ...INITIAL_CONSENT, answer, paused });

/** A store that counts its reads and hears of another tab. */
class TabStore extends MemoryStore {
  reads = 0;
  foreignChange: (change: ForeignChange) => void = () => undefined;

  override read(since?: StoreCursor): Promise<StorePage> {
    this.reads += 1;
    return super.read(since);
  }

  override onForeignChange(listener?: (change: ForeignChange) => void): () => void {
    this.foreignChange = listener ?? this.foreignChange;
    return () => undefined;
  }
}

function historyOver(store: Store): {
  history: History;
  opened: () => number;
  changed: Promise<void>;
} {
  let opened = 0;
  let onForeignChange: () => void;
  const changed = new Promise<void>((resolve) => (onForeignChange = resolve));
  const history = new History({
    openStore: () => {
      opened += 1;
      return store;
    },
    retention: { maxAgeDays: 90, maxEvents: 3 },
    now: () => 1000,
    onForeignChange: () => onForeignChange(),
    onError: (error) => {
      throw error;
    },
  });
  return { history, opened: () => opened, changed };
}

test('opens nothing before the shopper has answered', async () => {
  const { history, opened } = historyOver(new TabStore());
  await history.permit(may('unknown'));
  await history.record([view(1)]);
  expect(history.events).toEqual([]);
  expect(history.storage).toEqual({ kind: 'none', encrypted: false });
  expect(opened()).toBe(0);
});

test('keeps what waited for the answer once the shopper agrees', async () => {
  const store = new TabStore();
  const { history } = historyOver(store);
  await history.permit(may('unknown'));
  await history.record([view(1)]);
  await history.permit(may('granted'));
  await history.record([view(2)]);
  expect(history.events).toEqual([view(1), view(2)]);
  expect((await store.read()).events).toEqual([view(1), view(2)]);
});

test('drops what waited, and what was there, when the shopper declines', async () => {
  const store = new TabStore([view(0)]);
  const { history } = historyOver(store);
  await history.record([view(1)]);
  await history.permit(may('denied'));
  await history.permit(may('granted'));
  expect(history.events).toEqual([]);
  expect((await store.read()).events).toEqual([]);
});

test('writes nothing while recording is paused, and still uses what is there', async () => {
  const store = new TabStore([view(0)]);
  const { history } = historyOver(store);
  await history.permit(may('granted', true));
  await history.record([view(1)]);
  expect(history.events).toEqual([view(0)]);
  expect((await store.read()).events).toEqual([view(0)]);
});

test('follows another tab with consent, and reads nothing without', async () => {
  const store = new TabStore();
  const { history, changed } = historyOver(store);
  await history.permit(may('granted'));
  await store.append([view(1)]);
  store.foreignChange('appended');
  await changed;
  expect(history.events).toEqual([view(1)]);
  await history.permit(may('unknown'));
  const { reads } = store;
  store.foreignChange('appended');
  await history.permit(may('unknown'));
  expect(store.reads).toBe(reads);
});

test('leaves nothing behind when an event is recorded just before the shopper declines', async () => {
  const store = new TabStore();
  const { history } = historyOver(store);
  await history.permit(may('granted'));
  await Promise.all([
    history.record([view(1)]),
    history.permit(may('denied')),
    history.record([view(2)]),
  ]);
  expect((await store.read()).events).toEqual([]);
  await history.permit(may('granted'));
  expect(history.events).toEqual([]);
});

test('has no events after an erasure that overtakes a read', async () => {
  const { history } = historyOver(new TabStore([view(0)]));
  await Promise.all([history.permit(may('granted')), history.erase()]);
  expect(history.events).toEqual([]);
});

test('keeps no more than the policy allows', async () => {
  const store = new TabStore([1, 2, 3, 4, 5].map(view));
  const { history } = historyOver(store);
  await history.permit(may('granted'));
  expect(history.events).toEqual([3, 4, 5].map(view));
  expect((await store.read()).events).toEqual([3, 4, 5].map(view));
});
