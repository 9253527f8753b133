import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { test, type OpenShop } from '../shop.ts';
import { addRow, median } from './rows.ts';

const VISITS = 9;

/** Lighthouse's "Slow 4G" (150 ms, 1.6 Mbit/s down, 750 kbit/s up) with its slow-down of the processor. */
const SLOW = { latency: 150, download: (1.6 * 1024 * 1024) / 8, upload: (750 * 1024) / 8, cpu: 4 };

interface Visit {
  /** From the first line of `sotto.js` to the frame that shows the first list, milliseconds. */
  readonly firstList: number;
  /** Longest single run of a script of ours on the main thread, milliseconds. */
  readonly longestTask: number;
}

for (const { name, slow, limits } of [
  { name: 'no throttle', slow: false, limits: { cold: undefined, warm: 150 } },
  { name: 'Slow 4G, 4× CPU', slow: true, limits: { cold: 1500, warm: undefined } },
]) {
  test(`first list, ${name}`, async ({ browser, shop }) => {
    const visits = await measure(browser, shop, slow);
    replaceByFloor(shop);
    const floor = await measure(browser, shop, slow);
    for (const kind of ['cold', 'warm'] as const) {
      const limit = limits[kind];
      addRow({
        group: 'first list in the page, from the start of sotto.js',
        name: `${kind}, ${name}`,
        value: median(visits[kind].map(({ firstList }) => firstList)),
        unit: 'ms',
        ...(limit === undefined ? {} : { limit }),
        peer: {
          name: 'bare worker and fetches',
          value: median(floor[kind].map(({ firstList }) => firstList)),
        },
      });
    }
    addRow({
      group: 'first list in the page, from the start of sotto.js',
      name: `longest main-thread task of ours, ${name}`,
      value: median([...visits.cold, ...visits.warm].map(({ longestTask }) => longestTask)),
      unit: 'ms',
      limit: 50,
    });
  });
}

/** The least that any engine in a worker does: start one, fetch the same files, answer. */
function replaceByFloor({ packDir }: OpenShop): void {
  for (const suffix of ['.br', '.gz']) rmSync(path.join(packDir, `sotto.js${suffix}`));
  writeFileSync(
    path.join(packDir, 'sotto.js'),
    `performance.mark('sotto');
     new Worker('/sotto/floor.js').onmessage = () => {
       document.body.append(Object.assign(document.createElement('p'), { id: 'floor' }));
     };`,
  );
  writeFileSync(
    path.join(packDir, 'floor.js'),
    `fetch('manifest.json', { cache: 'no-cache' })
       .then((response) => response.json())
       .then(({ files }) => Promise.all([files.items, files.texts].map(({ path }) =>
         fetch(path).then((response) => response.arrayBuffer()))))
       .then(() => postMessage('done'));`,
  );
}

/** Visits with an empty cache, each followed by one that finds what the first left behind. */
async function measure(
  browser: Browser,
  shop: OpenShop,
  slow: boolean,
): Promise<Record<'cold' | 'warm', Visit[]>> {
  const cold: Visit[] = [];
  const warm: Visit[] = [];
  for (let round = 0; round < VISITS; round++) {
    const context = await browser.newContext();
    cold.push(await visit(context, shop, slow));
    warm.push(await visit(context, shop, slow));
    await context.close();
  }
  return { cold, warm };
}

async function visit(context: BrowserContext, shop: OpenShop, slow: boolean): Promise<Visit> {
  const page = await context.newPage();
  if (slow) await throttle(page);
  await page.addInitScript(observe);
  await page.goto(`${shop.url}/`);
  await page.waitForFunction(() => 'firstList' in window);
  // What of ours runs after the first list counts too: the rest of the pack, the pictures.
  await page.waitForFunction(async () => {
    const { sotto } = window as unknown as {
      sotto?: { status(): Promise<{ pack: { loaded: string[] } } | null> };
    };
    return sotto === undefined || (await sotto.status())?.pack.loaded.includes('thumbnails');
  });
  const result = await page.evaluate(() => {
    const { firstList, frames } = window as unknown as {
      firstList: number;
      frames: { scripts: { sourceURL: string; duration: number }[] }[];
    };
    const [start] = performance.getEntriesByName('sotto');
    const ours = frames
      .flatMap(({ scripts }) => scripts)
      .filter(({ sourceURL }) => /\/sotto[.\w]*\.js/.test(sourceURL));
    return {
      firstList: firstList - (start?.startTime ?? Number.NaN),
      longestTask: Math.max(0, ...ours.map(({ duration }) => duration)),
    };
  });
  await page.close();
  return result;
}

async function throttle(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: SLOW.latency,
    downloadThroughput: SLOW.download,
    uploadThroughput: SLOW.upload,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu });
}

/** Runs in the page before its scripts: notes the frame of the first product, and long frames. */
function observe(): void {
  const frames: PerformanceEntry[] = [];
  Object.assign(window, { frames });
  new PerformanceObserver((list) => frames.push(...list.getEntries())).observe({
    type: 'long-animation-frame',
    buffered: true,
  });
  const look = (time: number): void => {
    const lists = document.querySelectorAll('sotto-recommendations');
    const filled = [...lists].some((each) => each.shadowRoot?.querySelector('li[data-id]') != null);
    if (filled || document.querySelector('#floor') !== null)
      Object.assign(window, { firstList: time });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
