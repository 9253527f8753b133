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

/** A store that counts how it is used and hears of another tab. */
class TabStore extends MemoryStore {
  reads = 0;
  appends = 0;
  foreignChange: (change: ForeignChange) => void = () => undefined;

  override append(events: readonly ShopEvent[]): Promise<void> {
    this.appends += 1;
    return super.append(events);
  }

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
  seen: { opened: number; changes: number };
} {
  const seen = { opened: 0, changes: 0 };
  const history = new History({
    openStore: () => {
      seen.opened += 1;
      return store;
    },
    retention: { maxAgeDays: 90, maxEvents: 3 },
    now: () => 1000,
    onForeignChange: () => {
      seen.changes += 1;
    },
    onError: (error) => {
      throw error;
    },
  });
  return { history, seen };
}

test('opens nothing before the shopper has answered', async () => {
  const { history, seen } = historyOver(new TabStore());
  await history.permit(may('unknown'));
  await history.record([view(1)]);
  expect(history.events).toEqual([]);
  expect(history.storage).toEqual({ kind: 'none', encrypted: false });
  expect(seen.opened).toBe(0);
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

test('follows another tab with consent, and does nothing without', async () => {
  const store = new TabStore();
  const { history, seen } = historyOver(store);
  await history.permit(may('granted'));
  await store.append([view(1)]);
  store.foreignChange('appended');
  await history.permit(may('granted'));
  expect(history.events).toEqual([view(1)]);
  expect(seen.changes).toBe(1);
  await history.permit(may('unknown'));
  const { reads } = store;
  store.foreignChange('appended');
  await history.erase();
  expect(store.reads).toBe(reads);
  expect(seen.changes).toBe(1);
});

test('neither reads nor writes once the shopper declined, whatever was asked before', async () => {
  const store = new TabStore();
  const { history } = historyOver(store);
  await Promise.all([
    history.permit(may('granted')),
    history.record([view(1)]),
    history.permit(may('denied')),
    history.record([view(2)]),
  ]);
  expect(store).toMatchObject({ reads: 0, appends: 0 });
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
