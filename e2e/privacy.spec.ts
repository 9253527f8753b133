import type { Page } from '@playwright/test';
import { learningOf } from './learning-shop.ts';
import { chooseRuntime, modelOf } from './page-models.ts';
import {
  consent,
  expect,
  settled,
  test,
  viewProducts,
  type OpenShop,
  type ReceivedRequest,
} from './shop.ts';

const CANARY = { item: 'canary-7f3a91', query: 'canary query 5c2e', price: 98_765.43 };

/** What Sotto asked for; the shop's own pages and pictures apart. */
const sottoRequests = (received: readonly ReceivedRequest[]): ReceivedRequest[] =>
  received.filter(({ url }) => url.startsWith('/sotto/'));

test('a planted product id, query and price never reach the server', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await page.reload();
  await settled(page);
  await page.evaluate(({ item, query, price }) => {
    const { sotto, dataLayer } = window as unknown as {
      sotto: { track(event: object): void; recommend(request: object): Promise<unknown> };
      dataLayer: object[];
    };
    sotto.track({ kind: 'view', item });
    sotto.track({ kind: 'search', query });
    dataLayer.push({ event: 'view_item', ecommerce: { items: [{ item_id: item, price }] } });
    return sotto.recommend({ strategy: 'related', seeds: [item] });
  }, CANARY);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const { sotto } = window as unknown as { sotto: { exportHistory(): Promise<unknown> } };
        return JSON.stringify(await sotto.exportHistory());
      }),
    )
    .toContain(CANARY.query);
  await page.goto(`${shop.url}/`);
  await settled(page);
  const everything = JSON.stringify(shop.received);
  expect(everything).not.toContain('canary');
  expect(everything).not.toContain(String(CANARY.price));
});

test('sends nothing but GETs of static files, without cookies or referrer', async ({
  page,
  shop,
}) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await viewProducts(page, shop.url, '/c/living/lighting', 2);
  await settled(page);
  const ours = sottoRequests(shop.received);
  expect(ours.length).toBeGreaterThan(8);
  expect(ours.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(ours.filter(({ url }) => url.includes('?') && !/\?v=[0-9a-f]{8}$/.test(url))).toEqual([]);
  const pack = ours.filter(({ url }) => !url.includes('.js'));
  expect(pack.filter(({ headers }) => 'cookie' in JSON.parse(headers))).toEqual([]);
  expect(pack.filter(({ headers }) => 'referer' in JSON.parse(headers))).toEqual([]);
});

test('two shoppers with different histories cause the same requests', async ({ browser, shop }) => {
  const lamps = await traceOfHome(await browser.newPage(), shop, '/c/living/lighting');
  const shoes = await traceOfHome(await browser.newPage(), shop, '/c/outdoors/running');
  expect(shoes.shown).not.toEqual(lamps.shown);
  expect(shoes.trace).toEqual(lamps.trace);
});

/** What is requested for a home page that shows personal lists, after a history of its own. */
async function traceOfHome(
  page: Page,
  shop: OpenShop,
  category: string,
): Promise<{ trace: string[]; shown: string }> {
  // Which runtime is fetched depends on how fast the device was measured to be: another device, another trace.
  await chooseRuntime(page, 'wasm');
  // The shop's own lazy pictures are all there before anything is compared.
  await page.goto(`${shop.url}/`, { waitUntil: 'networkidle' });
  await consent(page, 'granted');
  await viewProducts(page, shop.url, category, 3);
  await page.goto(`${shop.url}/privacy`);
  await settled(page);
  // A page that is left alone for a while trains, once a day: which page that is depends on the time.
  await expect.poll(async () => (await learningOf(page))?.personal.state).toMatch(/used/);
  shop.received.length = 0;
  await page.goto(`${shop.url}/`);
  await settled(page);
  await modelOf(page, 'intent');
  const list = page.locator('sotto-recommendations[strategy="for-you"]');
  await list.locator('canvas[data-drawn]').first().waitFor({ state: 'attached' });
  const shown = await list
    .locator('li[data-id]')
    .evaluateAll((all) => all.map((each) => each.getAttribute('data-id')));
  const trace = shop.received.map(({ method, url }) => `${method} ${url}`).sort();
  await page.context().close();
  return { trace, shown: shown.join() };
}
