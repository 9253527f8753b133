import { ROUND_MS, roundAt } from '@sotto/protocol';
import { expect } from './shop.ts';
import { sendOthers, OTHERS, test } from './split-shop.ts';
import { ageLedger, endRound, reportsOf, shopper } from './sync-server.ts';

test('a report goes in two shares to the server, which adds it up with a helper that someone else runs', async ({
  browser,
  shop,
  sync,
}) => {
  test.setTimeout(240_000);
  const { context, page, asked } = await shopper(browser, shop.url, 'shared');
  await page.goto(`${shop.url}/privacy`);
  await ageLedger(page, [sync.task.measure]);
  await page.goto(`${shop.url}/privacy`);
  await expect.poll(async () => (await reportsOf(page)).map(({ kind }) => kind)).toContain('sent');
  // The device asks the server alone, which passes the helper's share on.
  const origins = new Set(asked.map((url) => new URL(url).origin));
  expect([...origins].sort()).toEqual([shop.url, sync.url].sort());
  await context.close();

  await sendOthers(sync, roundAt(Date.now()), null);
  // As many as the cohort: the round is published only if the page's report is a good one for both.
  const [published] = await endRound(sync);
  expect(published).toMatchObject({
    task: { measure: sync.task.measure },
    round: Math.floor(Date.now() / ROUND_MS),
    reports: OTHERS + 1,
    claim: {
      mode: 'split',
      amplified: { condition: 'Helpers & Sons and the shop do not work together' },
    },
  });
});
