import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ChannelWeights } from '@sotto/core';
import { FUSION_CHANNELS, FUSION_DIMENSION, fusionWeights } from '@sotto/learning';
import {
  readModelIndex,
  readShopModel,
  ROUND_MS,
  VERSION_VOTES,
  type RecommendationList,
  type ShopModel,
} from '@sotto/protocol';
import { followClock, setForward } from './device-clock.ts';
import {
  GRADIENT,
  learningOf,
  look,
  MEASURES,
  RATE,
  sendOf,
  sotto,
  test,
  told,
  VOTE,
  WEEK,
  type LearningSync,
} from './learning-shop.ts';
import { groupsOf } from './pack-groups.ts';
import { beginWith, tell } from './release-files.ts';
import { expect, settled, type OpenShop } from './shop.ts';
import { ageLedger, endRound, shopper } from './sync-server.ts';

/** The version in use, as anybody reads it. */
async function currentOf({ url, publicKey }: LearningSync): Promise<ShopModel> {
  const get = (path: string) => fetch(url + path);
  const { current } = await readModelIndex(await (await get('/v1/model')).json(), publicKey);
  if (current === null) throw new Error('Nothing is in use.');
  const object = await (await get(`/v1/objects/${current.sha256}`)).arrayBuffer();
  return readShopModel(new Uint8Array(object), current, publicKey);
}

/** Names of what a page's device keeps of ours. */
const keptBy = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name ?? '');
    return [...databases, ...(await caches.keys())].filter((name) => /sotto(-sync|-shop-model)?$/.test(name)); // prettier-ignore
  });

const PRODUCT = '/p/10296';

/** The list for the page of a product, long enough to compare. */
const listedOf = async (page: Page, url: string): Promise<RecommendationList> => {
  await page.goto(url + PRODUCT);
  await settled(page);
  return sotto(page, (client) => client.recommend({ strategy: 'for-you', limit: 100 }));
};

const sharesOf = ({ items }: RecommendationList) =>
  new Map(
    items.map(({ id, reasons }) => [
      id,
      new Map(reasons.map((each) => [each.channel, each.share])),
    ]),
  );

/**
 * How much the weight of each channel was multiplied by, against that of `terms`, as the reasons of two lists tell: a
 * share is the weight times the channel's value over the sum of all.
 */
function ratiosOf(before: RecommendationList, after: RecommendationList): Map<string, number[]> {
  const ratios = new Map<string, number[]>();
  const later = sharesOf(after);
  for (const [id, shares] of sharesOf(before)) {
    const [own, others] = [shares.get('terms'), later.get(id)];
    const terms = others?.get('terms');
    if (own === undefined || terms === undefined) continue;
    for (const [channel, share] of shares) {
      const other = others?.get(channel);
      // How new a product is depends on the clock as well.
      if (channel === 'terms' || channel === 'freshness' || other === undefined) continue;
      ratios.set(channel, [...(ratios.get(channel) ?? []), other / terms / (share / own)]);
    }
  }
  return ratios;
}

test.describe.configure({ timeout: 240_000 });

test('what devices learn becomes the next version, and every list follows it', async ({
  browser,
  shop,
  sync,
}) => {
  const device = await shopper(browser, shop.url, 'shared');
  setForward(shop, 0);
  await followClock(device.context);
  await look(device.page, shop.url, '/c/living/lighting', 4);
  await expect.poll(async () => (await learningOf(device.page))?.personal.state).toMatch(/used/);

  // Another one, who shares nothing, and one who said nothing at all.
  const other = await shopper(browser, shop.url, 'granted');
  await listedOf(other.page, shop.url);
  const stranger = await browser.newContext();
  const before = await listedOf(await stranger.newPage(), shop.url);

  // The week after: the device tells which way the weights should go, among others who all agree.
  const later = (weeks: number): void => {
    sync.ahead = weeks * ROUND_MS;
    setForward(shop, sync.ahead);
  };
  later(1);
  await device.page.goto(`${shop.url}/privacy`);
  await ageLedger(device.page, MEASURES, WEEK + 1);
  await device.page.goto(`${shop.url}/privacy`);
  const first = await told(device.page, WEEK + 1);
  expect(first['fusion-gradient']).toHaveLength(FUSION_DIMENSION);
  expect(Math.hypot(...(first['fusion-gradient'] as number[]))).toBeGreaterThan(0);
  const groups = FUSION_CHANNELS.indexOf('groups');
  const wanted = Array.from({ length: FUSION_DIMENSION }, (_, at) =>
    at < 8 || at === groups ? 0.3 : 0,
  );
  await sendOf(sync, GRADIENT, WEEK + 1, Array<number[]>(300).fill(wanted));
  // They all went to the same kind of thing as the device.
  const popular = first['group-popularity'] as number;
  const popularity = sync.tasks.find(({ measure }) => measure === 'group-popularity');
  await sendOf(sync, popularity!, WEEK + 1, Array<number>(400).fill(popular));
  await endRound(sync, WEEK + 1);

  // A candidate: every device fetches it, and those who don't share go on as before.
  later(2);
  await listedOf(other.page, shop.url);
  expect((await learningOf(other.page))?.version).toBeUndefined();
  expect(other.asked.filter((url) => url.includes('/v1/objects/'))).toHaveLength(1);
  await look(device.page, shop.url, '/c/outdoors/running', 3);

  // Judged by what they went on to.
  later(3);
  await device.page.goto(`${shop.url}/privacy`);
  await ageLedger(device.page, MEASURES, WEEK + 3);
  await device.page.goto(`${shop.url}/privacy`);
  const judged = await told(device.page, WEEK + 3);
  expect([1, 2, 3]).toContain(judged['version-vote']);
  await sendOf(sync, VOTE, WEEK + 3, Array<number>(1_500).fill(VERSION_VOTES.indexOf('better')));
  const published = await endRound(sync, WEEK + 3);

  // Kept: a device that was never here gets it.
  later(5);
  const fresh = await browser.newContext();
  const freshPage = await fresh.newPage();
  await listedOf(freshPage, shop.url);
  await expect.poll(async () => (await learningOf(freshPage))?.version?.serial).toBe(1);
  const moved = await sotto(freshPage, (client) =>
    client.recommend({ strategy: 'for-you', limit: 100 }),
  );
  expect(moved.items.map(({ id }) => id)).not.toEqual(before.items.map(({ id }) => id));
  const result = published.find(({ task, round }) => task.measure === 'fusion-gradient' && round === WEEK + 1)?.result; // prettier-ignore
  if (result?.kind !== 'mean') throw new Error('a mean was asked for');
  const { weights: prior } = JSON.parse(
    readFileSync(path.join(shop.packDir, 'manifest.json'), 'utf8'),
  ) as { weights: ChannelWeights };
  const weights = fusionWeights(prior, result.mean.map((each) => RATE * each)); // prettier-ignore
  const ratios = ratiosOf(before, moved);
  expect(ratios.size).toBeGreaterThan(2);
  for (const [channel, found] of ratios) {
    const name = channel as keyof ChannelWeights;
    const expected = weights[name] / prior[name] / (weights.terms / prior.terms);
    for (const ratio of found) expect(ratio / expected, channel).toBeCloseTo(1, 3);
  }

  // What was counted is part of it: of the shop's own groups, and lists say that they go by it.
  const { groups: counted } = (await currentOf(sync)).parts;
  expect(counted).toMatchObject({ numbering: groupsOf(shop.packDir).numbering });
  expect(counted?.popularity.indexOf(Math.max(...counted.popularity))).toBe(popular);
  const channels = moved.items.flatMap(({ reasons }) => reasons.map(({ channel }) => channel));
  expect(channels).toContain('groups');

  // One that was away catches up, and keeps what it has while the server can't be reached.
  await listedOf(other.page, shop.url);
  await expect.poll(async () => (await learningOf(other.page))?.version?.serial).toBe(1);
  later(5.01);
  await other.context.route(`${sync.url}/**`, (route) => route.abort());
  await listedOf(other.page, shop.url);
  await expect.poll(async () => (await learningOf(other.page))?.error).toBe('sync/unreachable');
  expect((await learningOf(other.page))?.version?.serial).toBe(1);

  // Whoever takes the answer back is forgotten.
  await sotto(device.page, async (client) => client.setConsent('denied'));
  await expect.poll(() => keptBy(device.page)).toEqual(['sotto-sync']);
  expect(await learningOf(device.page)).toMatchObject({ personal: { state: 'off' } });
  for (const { context } of [device, other]) await context.close();
  for (const context of [stranger, fresh]) await context.close();
});

test('a training that dies is done on another page, and nobody’s history shows in what is fetched', async ({
  browser,
  shop,
}) => {
  const fate = letTrainerDie(shop);
  const traces: string[][] = [];
  for (const category of ['/c/living/lighting', undefined]) {
    const { context, page } = await shopper(browser, shop.url, 'shared');
    if (category !== undefined) await look(page, shop.url, category, 3);
    fate('dies');
    shop.received.length = 0;
    await page.goto(`${shop.url}/privacy`);
    // Started once more, before it is given up for this page.
    await expect.poll(() => shop.received.filter(({ url }) => url.includes('fate')).length).toBe(2);
    await expect.poll(async () => (await learningOf(page))?.personal.state).toBe('waiting');
    fate('lives');
    shop.received.length = 0;
    await page.goto(`${shop.url}/privacy`);
    await settled(page);
    await expect.poll(async () => (await learningOf(page))?.personal.state).toMatch(/used/);
    // How fast a device runs models is measured, and no matter of its history.
    const asked = shop.received.filter(({ url }) => !url.startsWith('/sotto/ort/'));
    traces.push(asked.map(({ url }) => url.replace(/fate.*/, 'fate')).toSorted());
    await context.close();
  }
  expect(traces[0]).toEqual(traces[1]);
});

/** Lets the trainer of a shop's pages die of its first message, or live, as told. */
function letTrainerDie(shop: OpenShop): (fate: 'dies' | 'lives') => void {
  const code = `{
    const request = new XMLHttpRequest();
    request.open('GET', '/sotto/fate.txt?' + Math.random(), false);
    request.send();
    if (request.responseText === 'dies')
      addEventListener('message', () => { throw new Error('died'); });
  }\n`;
  beginWith(shop, 'sotto.trainer.js', code);
  return (fate) => tell(shop, 'fate.txt', fate);
}
