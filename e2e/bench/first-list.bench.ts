import { test, type OpenShop } from '../shop.ts';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { addRow, median } from './rows.ts';

const VISITS = 9;

/** Lighthouse's "Slow 4G" (150 ms, 1.6 Mbit/s down, 750 kbit/s up) with its slow-down of the processor. */
const SLOW = { latency: 150, download: (1.6 * 1024 * 1024) / 8, upload: (750 * 1024) / 8, cpu: 4 };

interface Visit {
  /** From the arrival of `sotto.js` to the frame that shows the first list, milliseconds. */
  readonly firstList: number;
  /** Longest single run of a script of ours on the main thread, milliseconds. */
  readonly longestTask: number;
}

test('first list without a throttle', async ({ browser, shop }) => {
  const { cold, warm } = await measure(browser, shop, false);
  report('no throttle', { cold, warm }, { warm: 150 });
});

test('first list under Slow 4G and a processor four times slower', async ({ browser, shop }) => {
  const { cold, warm } = await measure(browser, shop, true);
  report('Slow 4G, 4× CPU', { cold, warm }, { cold: 1500 });
});

function report(
  name: string,
  visits: Readonly<Record<'cold' | 'warm', readonly Visit[]>>,
  limits: Partial<Record<'cold' | 'warm', number>>,
): void {
  for (const kind of ['cold', 'warm'] as const) {
    addRow({
      group: 'first list in the page',
      name: `${kind}, ${name}`,
      value: median(visits[kind].map(({ firstList }) => firstList)),
      unit: 'ms',
      ...(limits[kind] === undefined ? {} : { limit: limits[kind] }),
    });
  }
  addRow({
    group: 'first list in the page',
    name: `longest main-thread task of ours, ${name}`,
    value: median([...visits.cold, ...visits.warm].map(({ longestTask }) => longestTask)),
    unit: 'ms',
    limit: 50,
  });
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
      sotto: { status(): Promise<{ pack: { loaded: string[] } } | null> };
    };
    return (await sotto.status())?.pack.loaded.includes('thumbnails');
  });
  const result = await page.evaluate(() => {
    const { firstList, frames } = window as unknown as {
      firstList: number;
      frames: { scripts: { sourceURL: string; duration: number }[] }[];
    };
    const tag = performance
      .getEntriesByType('resource')
      .find(({ name }) => name.endsWith('/sotto.js')) as PerformanceResourceTiming;
    const ours = frames
      .flatMap(({ scripts }) => scripts)
      .filter(({ sourceURL }) => /\/sotto[.\w]*\.js/.test(sourceURL));
    return {
      firstList: firstList - tag.responseEnd,
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
    if (filled) Object.assign(window, { firstList: time });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
