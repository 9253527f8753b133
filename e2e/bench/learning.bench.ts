import type { Page } from '@playwright/test';
import { FUSION_DIMENSION } from '@sotto/learning';
import { systemRandom } from '@sotto/privacy';
import {
  fromHex,
  LIST_OUTCOMES_OF_TRIAL,
  roundAt,
  VERSION_VOTES,
  type EngineStatus,
  type ModelIndex,
  type Task,
} from '@sotto/protocol';
import { makeReport } from '@sotto/sync';
import { consent, expect, settled, test, viewProducts } from '../shop.ts';
import { endRound, openSync } from '../sync-server.ts';
import { beginWith } from '../release-files.ts';
import { addRow, percentile } from './rows.ts';

const GROUP = 'learning on the device';

/** Visits of a week, more than five minutes from each other. */
const VISITS = 10;

/** Shortest event that Event Timing tells of, in milliseconds. */
const SHORTEST = 16;

const taskOf = (measure: string, mechanism: Task['mechanism']): Task => ({
  measure,
  mechanism,
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first: 0, last: 4_294_967_295, every: 1 },
});

const GRADIENT = taskOf('fusion-gradient', {
  kind: 'code-book',
  microEpsilon: 4_000_000,
  dimension: FUSION_DIMENSION,
  microClip: 30_000,
});
const TASKS = [
  GRADIENT,
  taskOf('version-vote', {
    kind: 'k-ary-response',
    microEpsilon: 500_000,
    values: [...VERSION_VOTES],
  }),
  taskOf('list-outcome', {
    kind: 'k-ary-response',
    microEpsilon: 500_000,
    values: [...LIST_OUTCOMES_OF_TRIAL],
  }),
];

test('bytes of a device and week', async () => {
  const sync = await openSync('https://shop.example', TASKS, {
    learning: { parts: { fusion: { kind: 'momentum', rate: 120 } } },
  });
  const random = systemRandom();
  const report = async (task: Task): Promise<Uint8Array<ArrayBuffer>> =>
    fromHex((await makeReport(random, task, roundAt(Date.now()), null)).bytes);
  const send = async (body: Uint8Array<ArrayBuffer>): Promise<number> => {
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await fetch(`${sync.url}/v1/reports`, { method: 'POST', headers, body });
    return (await answer.arrayBuffer()).byteLength;
  };
  const reports = await Promise.all(TASKS.map(report));
  let answers = 0;
  for (const each of reports) answers += await send(each);
  for (let device = 0; device < 30; device++) await send(await report(GRADIENT));
  await endRound(sync);

  const text = async (path: string): Promise<string> => (await fetch(sync.url + path)).text();
  const configuration = await text('/v1/configuration');
  const signed = await text('/v1/model');
  const index = JSON.parse((JSON.parse(signed) as { payload: string }).payload) as ModelIndex;
  expect(index.candidate).not.toBeNull();
  const version = await text(`/v1/objects/${index.candidate?.sha256}`);
  await sync.close();
  addRow({
    group: GROUP,
    name: 'up: the messages of a week with three tasks',
    value: reports.reduce((bytes, { length }) => bytes + length, 0),
    unit: 'B',
  });
  addRow({
    group: GROUP,
    name: `down: configuration, answers, a version of the weights, its index on ${VISITS} visits`,
    value: configuration.length + answers + version.length + VISITS * signed.length,
    unit: 'B',
  });
});

test('the main thread while the worker trains', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await viewProducts(page, shop.url, '/c/living/lighting', 8);
  await page.addInitScript(() => {
    const frames: PerformanceEntry[] = [];
    Object.assign(window, { frames });
    new PerformanceObserver((list) => frames.push(...list.getEntries())).observe({
      type: 'long-animation-frame',
    });
  });
  await page.goto(`${shop.url}/privacy`);
  await settled(page);
  await page.evaluate(() => void (window as unknown as { frames: unknown[] }).frames.splice(0));
  const state = async (): Promise<string | undefined> =>
    (await statusOf(page))?.learning.personal.state;
  await expect.poll(state, { intervals: [1_000], timeout: 60_000 }).toMatch(/used/);
  const longest = await page.evaluate(() => {
    const { frames } = window as unknown as {
      frames: { scripts: { sourceURL: string; duration: number }[] }[];
    };
    const ours = frames
      .flatMap(({ scripts }) => scripts)
      .filter(({ sourceURL }) => /\/sotto[.\w]*\.js/.test(sourceURL));
    return Math.max(0, ...ours.map(({ duration }) => duration));
  });
  addRow({
    group: GROUP,
    name: 'longest main-thread task of ours while the worker trains',
    value: longest,
    unit: 'ms',
    limit: 50,
  });
});

/** Clicks of a series, and how far apart they are: long enough for a page to be idle again, and to train. */
const CLICKS = 8;

test('a click while the worker trains', async ({ page, shop }) => {
  // The trainer is at work until the page is touched.
  const work = `addEventListener('message', () => { for (;;); });\n`;
  beginWith(shop, 'sotto.trainer.js', work);
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await viewProducts(page, shop.url, '/c/living/lighting', 4);
  await page.addInitScript(() => {
    const clicks: number[] = [];
    Object.assign(window, { clicks });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'click') clicks.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  await page.goto(`${shop.url}/privacy`);
  await settled(page);
  const state = async (): Promise<string | undefined> =>
    (await statusOf(page))?.learning.personal.state;
  const series = async (before: () => Promise<void>): Promise<number> => {
    await page.evaluate(() => void (window as unknown as { clicks: number[] }).clicks.splice(0));
    for (let click = 0; click < CLICKS; click++) {
      await before();
      await page.getByRole('searchbox').click();
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    const slow = await page.evaluate(() => (window as unknown as { clicks: number[] }).clicks);
    // Those that took less than the clock tells apart are not told of.
    return percentile([...slow, ...Array<number>(CLICKS - slow.length).fill(SHORTEST)], 0.98);
  };
  const without = await series(async () => undefined);
  const training = await series(() =>
    expect.poll(state, { intervals: [500], timeout: 60_000 }).toBe('training'),
  );
  addRow({
    group: GROUP,
    name: 'interaction to next paint, of clicks while the worker trains',
    value: training,
    unit: 'ms',
    limit: 200,
    peer: { name: 'without training', value: without },
  });
});

const statusOf = (page: Page): Promise<EngineStatus | null> =>
  page.evaluate(() =>
    (window as unknown as { sotto: { status(): Promise<EngineStatus | null> } }).sotto.status(),
  );
