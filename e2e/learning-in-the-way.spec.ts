import type { Page } from '@playwright/test';
import { VERSION_VOTES, ROUND_MS } from '@sotto/protocol';
import { FUSION_DIMENSION } from '@sotto/learning';
import { GRADIENT, learningOf, look, sendOf, test, VOTE, WEEK } from './learning-shop.ts';
import { beginWith, tell } from './release-files.ts';
import { noteShifts, shiftsOf } from './shifts.ts';
import { expect, idsOf, listOf, type OpenShop } from './shop.ts';
import { endRound, shopper } from './sync-server.ts';

/** Holds the trainer at work, until it is told to go on. */
function holdTrainer(shop: OpenShop): (told: 'work' | 'go on') => void {
  const code = `for (;;) {
    const request = new XMLHttpRequest();
    request.open('GET', '/sotto/trainer.txt?' + Math.random(), false);
    request.send();
    if (request.responseText === 'go on') break;
    const until = performance.now() + 50;
    while (performance.now() < until);
  }\n`;
  beginWith(shop, 'sotto.trainer.js', code);
  return (told) => tell(shop, 'trainer.txt', told);
}

/** Holds back what asks for a version, until it is told to go on. */
function holdVersions(shop: OpenShop): (told: 'wait' | 'go on') => void {
  const code = `for (;;) {
    const answer = await fetch('/sotto/versions.txt?' + Math.random());
    if ((await answer.text()) === 'go on') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }\n`;
  beginWith(shop, 'sotto.versions.js', code);
  return (told) => tell(shop, 'versions.txt', told);
}

/** Notes on every page what it asks of its worker for the sake of lists. */
const noteAsks = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const asks: string[] = [];
    Object.assign(window, { asks });
    const prototype = Worker.prototype as unknown as {
      postMessage: (this: unknown, message: { path?: string[] }, ...rest: unknown[]) => void;
    };
    const post = prototype.postMessage;
    prototype.postMessage = function note(message, ...rest) {
      const path = (message.path ?? []).join();
      if (['recommend', 'thumbnails'].includes(path)) asks.push(path);
      return post.call(this, message, ...rest);
    };
  });

/** What was noted since the last time. */
const asksOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { asks: string[] }).asks.splice(0));

const stateOf = async (page: Page) => (await learningOf(page))?.personal.state;

test.describe.configure({ timeout: 240_000 });

test('a device trains in a worker of its worker: the page loads none of it, draws nothing anew, and comes first', async ({
  browser,
  shop,
}) => {
  const trainer = holdTrainer(shop);
  trainer('work');
  const { context, page } = await shopper(browser, shop.url, 'granted');
  await look(page, shop.url, '/c/living/lighting', 3);
  await noteShifts(page);
  await noteAsks(page);
  await page.goto(`${shop.url}/`);
  expect(await shiftsOf(page)).toEqual([]);
  await expect.poll(() => stateOf(page), { timeout: 60_000 }).toBe('training');

  // For a second of work.
  expect((await asksOf(page)).length).toBeGreaterThan(0);
  const rounds = () => shop.received.filter(({ url }) => url.includes('trainer.txt')).length;
  const before = rounds();
  await expect.poll(rounds).toBeGreaterThan(before + 15);
  expect(await asksOf(page)).toEqual([]);
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  expect(loaded).toContain('/sotto/sotto.elements.js');
  expect(loaded.filter((name) => /trainer|learn|versions|tfjs/.test(name))).toEqual([]);
  expect(shop.received.some(({ url }) => url.includes('sotto.trainer.js'))).toBe(true);

  // Whoever touches the page has the device: the training ends, and begins again later.
  await page.getByRole('searchbox').first().click();
  await expect.poll(() => stateOf(page)).toBe('waiting');
  trainer('go on');
  await expect.poll(() => stateOf(page), { timeout: 60_000 }).toMatch(/used/);
  expect(await shiftsOf(page)).toEqual([]);
  await context.close();
});

test('a version that arrives moves nothing but the products in their places', async ({
  browser,
  shop,
  sync,
}) => {
  const versions = holdVersions(shop);
  versions('wait');
  const { context, page } = await shopper(browser, shop.url, 'granted');
  await look(page, shop.url, '/c/living/lighting', 3);
  sync.ahead = ROUND_MS;
  const wanted = Array.from({ length: FUSION_DIMENSION }, (_, at) => (at < 8 ? 0.35 : 0));
  await sendOf(sync, GRADIENT, WEEK + 1, Array<number[]>(300).fill(wanted));
  await endRound(sync, WEEK + 1);
  await sendOf(sync, VOTE, WEEK + 2, Array<number>(1_500).fill(VERSION_VOTES.indexOf('better')));
  await endRound(sync, WEEK + 2);

  await noteShifts(page);
  await page.goto(`${shop.url}/`);
  expect(await shiftsOf(page)).toEqual([]);
  const list = listOf(page, 'for-you');
  const before = await idsOf(list);
  expect((await learningOf(page))?.version).toBeUndefined();
  versions('go on');
  await expect.poll(async () => (await learningOf(page))?.version?.serial).toBe(1);
  await expect.poll(() => idsOf(list)).not.toEqual(before);
  expect(await shiftsOf(page)).toEqual([]);
  await context.close();
});
