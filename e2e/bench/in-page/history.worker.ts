import type { ShopEvent } from '@sotto/core';
import { IdbStore } from '@sotto/storage';
import { openDB, type IDBPDatabase } from 'idb';
import { answerMessages } from './answer-messages.ts';

const EVENTS = 10_000;
const BATCH = 20;
const RUNS = 25;

/** Milliseconds of each run: the history's, and those of the same events laid into IndexedDB as they are. */
export interface Timings {
  readonly history: number[];
  readonly plain: number[];
}

/** What the worker answers. */
export interface HistoryTimings {
  /** A batch of 20 events, until there are 10,000. */
  readonly batch: Timings;
  /** One more event, to a history of 10,000. */
  readonly one: Timings;
  /** Opening the database and reading 10,000 events. */
  readonly load: Timings;
}

const event = (n: number): ShopEvent => ({
  kind: 'view',
  item: `SKU-${(n * 7919) % 100_000}`,
  at: 1_763_900_000_000 + n * 1000,
  source: 'datalayer',
});

const batchAt = (start: number, size: number): ShopEvent[] =>
  Array.from({ length: size }, (_, index) => event(start + index));

const openPlain = (): Promise<IDBPDatabase> =>
  openDB('plain', 1, {
    upgrade: (database) => void database.createObjectStore('events', { autoIncrement: true }),
  });

async function addPlain(database: IDBPDatabase, events: readonly ShopEvent[]): Promise<void> {
  const transaction = database.transaction('events', 'readwrite', { durability: 'relaxed' });
  await Promise.all([...events.map((each) => transaction.store.add(each)), transaction.done]);
}

/** Runs both by turns, so that what else the machine does falls on both. */
async function byTurns(
  runs: number,
  history: (run: number) => Promise<unknown>,
  plain: (run: number) => Promise<unknown>,
): Promise<Timings> {
  const timings: Timings = { history: [], plain: [] };
  for (let run = 0; run < runs; run++) {
    timings.history.push(await timed(() => history(run)));
    timings.plain.push(await timed(() => plain(run)));
  }
  return timings;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function expectAll(count: number): void {
  if (count < EVENTS) throw new Error(`${count} of ${EVENTS} events were read`);
}

async function loadHistory(): Promise<void> {
  const store = new IdbStore({ name: 'bench' });
  expectAll((await store.read()).events.length);
  await store.close();
}

async function loadPlain(): Promise<void> {
  const database = await openPlain();
  expectAll((await database.getAll('events')).length);
  database.close();
}

async function measure(): Promise<HistoryTimings> {
  const store = new IdbStore({ name: 'bench' });
  const database = await openPlain();
  const append = (size: number) => (run: number) => store.append(batchAt(run * size, size));
  const add = (size: number) => (run: number) => addPlain(database, batchAt(run * size, size));
  const batch = await byTurns(EVENTS / BATCH, append(BATCH), add(BATCH));
  // What each start does with many small records.
  await store.retain({ maxAgeDays: 36_500, maxEvents: EVENTS }, 0);
  const one = await byTurns(RUNS, append(1), add(1));
  await store.close();
  database.close();
  return { batch, one, load: await byTurns(RUNS, loadHistory, loadPlain) };
}

answerMessages(measure);
