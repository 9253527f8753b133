import { decodeReports, fromHex, REPORT_BYTES, roundAt } from '@sotto/protocol';
import { expect, settled } from './shop.ts';
import { report, reportsOf, shopper, test } from './sync-server.ts';

test('one who shares sends a private number, which the panel shows byte for byte', async ({
  browser,
  shop,
  sync,
}) => {
  const { context, page, sent, asked } = await shopper(browser, shop.url, 'shared');
  await report(page, shop.url);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toHaveLength(REPORT_BYTES);
  const [made] = (await reportsOf(page)).filter(({ kind }) => kind === 'made');
  const bytes = made?.kind === 'made' ? made.report.bytes : '';
  expect(sent[0]?.toString('hex')).toBe(bytes);
  expect(decodeReports(fromHex(bytes))[0]?.round).toBe(roundAt(Date.now()));
  expect(
    asked.filter((url) => url.startsWith(sync.url)).map((url) => new URL(url).pathname),
  ).toEqual(['/v1/model', '/v1/configuration', '/v1/reports']);
  await page.locator('sotto-panel button.opener').click();
  await expect(page.locator('sotto-panel ol.reports')).toContainText(bytes);
  // Another page of the same round sends nothing more.
  await page.goto(`${shop.url}/`);
  await settled(page);
  expect(sent).toHaveLength(1);
  await context.close();
});

test('a planted product, query and price of one who shares never reach any server', async ({
  browser,
  shop,
}) => {
  const { context, page, asked, sent } = await shopper(browser, shop.url, 'shared');
  await page.goto(`${shop.url}/privacy`);
  await settled(page);
  await page.evaluate(() => {
    const { sotto, dataLayer } = window as unknown as {
      sotto: { track(event: object): void };
      dataLayer: object[];
    };
    sotto.track({ kind: 'click', item: 'canary-7f3a91' });
    sotto.track({ kind: 'search', query: 'canary query 5c2e' });
    const items = [{ item_id: 'canary-7f3a91', price: 98_765.43 }];
    dataLayer.push({ event: 'view_item', ecommerce: { items } });
  });
  await report(page, shop.url);
  expect(sent).toHaveLength(1);
  const everything = [
    ...asked,
    ...sent.map((body) => body.toString('latin1')),
    JSON.stringify(shop.received),
  ].join();
  expect(everything).not.toContain('canary');
  expect(everything).not.toContain('98765');
  await context.close();
});

test('nothing is sent, nor asked but what everybody asks, nor what would send it loaded, without a yes to that, or under Global Privacy Control', async ({
  browser,
  shop,
  sync,
}) => {
  const granted = await shopper(browser, shop.url, 'granted');
  const control = await shopper(browser, shop.url, 'shared');
  await control.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { value: true });
  });
  for (const { context, page, asked } of [granted, control]) {
    await page.goto(`${shop.url}/`);
    await settled(page);
    await page.goto(`${shop.url}/privacy`);
    await settled(page);
    // What the shop has learnt is a public file, which everybody fetches.
    const known = `${sync.url}/v1/model`;
    expect(
      asked.filter(
        (url) => (url.startsWith(sync.url) && url !== known) || url.includes('sotto.sync'),
      ),
    ).toEqual([]);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(1);
    await context.close();
  }
});
