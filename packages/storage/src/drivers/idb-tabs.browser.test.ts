import fc from 'fast-check';
import { beforeAll, expect } from 'vitest';
import { view, views } from '../store.contract.ts';
import { test } from './idb-store.contract.ts';
import { IdbStore } from './idb-store.ts';
import { MemoryStore } from './memory-store.ts';

type OtherTab = Window & { IdbStore?: typeof IdbStore };

/** The store's class in a document of its own: another realm, with its own connections and locks. */
let OtherIdbStore: typeof IdbStore;

beforeAll(async () => {
  const frame = document.createElement('iframe');
  const module = new URL('./idb-store.ts', import.meta.url).href;
  frame.srcdoc = `<script type="module">
    import { IdbStore } from '${module}';
    window.IdbStore = IdbStore;
  </script>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  const loadedClass = (frame.contentWindow as OtherTab | null)?.IdbStore;
  if (loadedClass === undefined) throw new Error('the other document has no store');
  OtherIdbStore = loadedClass;
});

const KEEP_ALL = { maxAgeDays: 36_500, maxEvents: 100_000 };

/** Runs `body` with a store of this document and one of the other. */
async function inTwoTabs(
  name: string,
  here: IdbStore,
  body: (here: IdbStore, there: IdbStore) => Promise<void>,
): Promise<void> {
  const there = new OtherIdbStore({ name });
  try {
    await body(here, there);
  } finally {
    await there.close();
  }
}

test('the other tab is a realm of its own', () => {
  expect(new OtherIdbStore({ name: 'realm' })).not.toBeInstanceOf(Object);
});

test('loses nothing when two tabs append at the same time', ({ databaseName: name, openIdb }) =>
  inTwoTabs(name, openIdb(), async (here, there) => {
    await Promise.all(
      views(0, 40).map((event, index) => (index % 2 === 0 ? here : there).append([event])),
    );
    const { events } = await there.read();
    expect(events.map(({ at }) => at).sort((a, b) => a - b)).toEqual(
      views(0, 40).map(({ at }) => at),
    );
  }));

test('loses nothing when one tab appends while the other merges and drops', ({
  databaseName: name,
  openIdb,
}) =>
  inTwoTabs(name, openIdb(), async (here, there) => {
    for (const event of views(0, 60)) await here.append([event]);
    const appended = (async () => {
      for (const event of views(60, 100)) await there.append([event]);
    })();
    for (let kept = 55; kept > 30; kept -= 5) {
      await here.retain({ ...KEEP_ALL, maxEvents: kept + 40 }, 0);
    }
    await appended;
    const { events } = await here.read();
    expect(events.slice(-40)).toEqual(views(60, 100));
    expect(events).toEqual((await there.read()).events);
  }));

test('loses nothing when both tabs rewrite the log', ({ databaseName: name, openIdb }) =>
  inTwoTabs(name, openIdb(), async (here, there) => {
    for (const event of views(0, 60)) await here.append([event]);
    const dropped = await Promise.all([
      here.retain({ ...KEEP_ALL, maxEvents: 50 }, 0),
      there.retain({ ...KEEP_ALL, maxEvents: 50 }, 0),
      here.append([view(60)]),
      there.append([view(61)]),
    ]);
    const { events } = await here.read();
    expect(events.slice(-2).map(({ at }) => at)).toEqual(expect.arrayContaining([60_000, 61_000]));
    expect(events).toHaveLength(62 - dropped[0] - dropped[1]);
  }));

test('tells the other tab about appends and erasure', ({ databaseName: name, openIdb }) =>
  inTwoTabs(name, openIdb(), async (here, there) => {
    const heard: string[] = [];
    const appended = new Promise<void>((resolve) => {
      there.onForeignChange((change) => {
        heard.push(change);
        resolve();
      });
    });
    await here.append([view(1)]);
    await appended;
    const { cursor } = await there.read();
    const erased = new Promise<void>((resolve) => {
      there.onForeignChange(() => resolve());
    });
    await here.erase();
    await erased;
    expect(await there.read(cursor)).toMatchObject({ events: [], reset: true });
    expect(heard).toEqual(['appended', 'erased']);
  }));

test('goes on after the other tab erased the log', ({ databaseName: name, openIdb }) =>
  inTwoTabs(name, openIdb(), async (here, there) => {
    await here.append([view(1)]);
    const { cursor } = await here.read();
    await there.erase();
    await here.append([view(2)]);
    expect(await here.read(cursor)).toMatchObject({ events: [view(2)], reset: true });
    expect((await there.read()).events).toEqual([view(2)]);
  }));

const anOperation = fc.record({
  tab: fc.constantFrom(0, 1),
  kind: fc.constantFrom('append', 'append', 'append', 'retain', 'erase', 'read'),
  size: fc.integer({ min: 1, max: 30 }),
});

test('does what memory does, whatever two tabs do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anOperation, { maxLength: 30 }), async (operations) => {
      const tabs = [new IdbStore({ name: 'model' }), new OtherIdbStore({ name: 'model' })];
      const model = new MemoryStore();
      let from = await model.read();
      let cursors = await Promise.all(tabs.map((tab) => tab.read()));
      try {
        for (const [step, { tab, kind, size }] of operations.entries()) {
          const store = tabs[tab];
          const events = views(step * 100, step * 100 + size);
          const policy = { ...KEEP_ALL, maxEvents: size };
          if (kind === 'append') await Promise.all([store?.append(events), model.append(events)]);
          else if (kind === 'erase') await Promise.all([store?.erase(), model.erase()]);
          else if (kind === 'retain')
            expect(await store?.retain(policy, 0)).toBe(await model.retain(policy, 0));
          const since = await model.read(from.cursor);
          const pages = await Promise.all(
            tabs.map((each, index) => each.read(cursors[index]?.cursor)),
          );
          for (const page of pages) expect(page.events).toEqual(since.events);
          if (kind === 'read') [from, cursors] = [since, pages];
        }
      } finally {
        await tabs[0]?.erase();
        await Promise.all(tabs.map((tab) => tab.close()));
      }
    }),
    { numRuns: 30 },
  );
});
