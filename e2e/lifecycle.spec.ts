import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import config from './playwright.config.ts';
import { consent, expect, historyOf, idsOf, listOf, settled, test } from './shop.ts';

test.use({
  launchOptions: {
    ...config.use?.launchOptions,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  },
});

const viewsOf = async (page: Page): Promise<number> =>
  (await historyOf(page)).filter(({ kind }) => kind === 'view').length;

/** Round trips in which Chromium may give the cache up for a reason of its own, such as a busy machine. */
const TRIPS = 3;

test('stays in the back/forward cache, and is alive when it comes back', async ({ page, shop }) => {
  let obstacles: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.enable');
  devtools.on('Page.backForwardCacheNotUsed', ({ notRestoredExplanations }) => {
    obstacles.push(...notRestoredExplanations.map(({ reason }) => reason));
  });
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await page.goto(`${shop.url}/p/10296`);
  await expect.poll(() => viewsOf(page)).toBe(1);
  let views = 1;
  for (let trip = 0; trip === 0 || (obstacles.length > 0 && trip < TRIPS); trip++) {
    obstacles = [];
    await page.goto(`${shop.url}/p/10300`);
    await expect.poll(() => viewsOf(page)).toBe(++views);
    await page.evaluate(() => void setTimeout(() => history.back()));
    // A page that comes out of the cache is not loaded again.
    await page.waitForURL('**/p/10296', { waitUntil: 'commit' });
    await expect.poll(() => viewsOf(page)).toBe(++views);
    expect((await idsOf(listOf(page, 'similar'))).length).toBeGreaterThan(0);
  }
  expect(obstacles).toEqual([]);
});

test('waits with worker and capture until a prerendered page is shown', async ({ page, shop }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
  });
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(`${shop.url}/`, { waitUntil: 'networkidle' });
  expect(workers).toEqual([]);
  await page.evaluate(() => {
    Object.defineProperty(document, 'prerendering', { value: false });
    document.dispatchEvent(new Event('prerenderingchange'));
  });
  expect((await idsOf(listOf(page, 'for-you'))).length).toBe(8);
  expect(workers).toHaveLength(1);
});

test('starts once when the tag stands on the page twice', async ({ page, shop }) => {
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(`${shop.url}/`);
  await settled(page);
  await page.evaluate(() => {
    const again = document.createElement('script');
    again.src = '/sotto/sotto.js';
    again.dataset['pack'] = '/sotto/';
    document.head.append(again);
    return new Promise((resolve) => again.addEventListener('load', resolve));
  });
  await settled(page);
  expect(workers).toHaveLength(1);
});

test('starts a worker that hangs once more', async ({ page, shop }) => {
  let served = 0;
  await page.route('**/sotto.worker.js*', async (route) => {
    served += 1;
    if (served > 1) return route.continue();
    const response = await route.fetch();
    const body = `${await response.text()};setTimeout(() => { for (;;); }, 500);`;
    return route.fulfill({ response, body });
  });
  await page.goto(`${shop.url}/`);
  const asked = async (): Promise<number> => {
    await page.evaluate(() =>
      (window as unknown as { sotto: { status(): Promise<unknown> } }).sotto.status(),
    );
    return served;
  };
  await expect.poll(asked).toBe(2);
  await settled(page);
  expect((await idsOf(listOf(page, 'for-you'))).length).toBe(8);
});

test('runs from another origin under the policy that is documented', async ({ page, shop }) => {
  const assets = await listen((request, response) => {
    const name = path.basename(new URL(request.url ?? '', 'http://assets.test').pathname);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('content-type', TYPES[path.extname(name)] ?? 'application/octet-stream');
    response.end(readFileSync(path.join(shop.packDir, name)));
  });
  const site = await listen((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src ${assets.origin}; connect-src ${assets.origin}; worker-src blob: ${assets.origin}`,
    );
    response.end(`<!doctype html><title>Elsewhere</title>
      <script async src="${assets.origin}/sotto.js"></script>
      <sotto-recommendations strategy="trending"></sotto-recommendations>`);
  });
  const violations: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  await page.goto(site.origin);
  expect((await idsOf(listOf(page, 'trending'))).length).toBe(8);
  await settled(page);
  expect(violations).toEqual([]);
  await site.close();
  await assets.close();
});

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.webp': 'image/webp',
};

/** A server on a port, and so an origin, of its own. */
async function listen(
  answer: RequestListener,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
