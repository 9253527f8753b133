import { expect } from './shop.ts';
import { endRound, OUTCOME_TASK, report, shopper, test } from './sync-server.ts';

/** Every interval three times as wide holds but for a chance of 1e-8. */
test('fifty browsers make a round, whose published estimate is as true as it says', async ({
  browser,
  shop,
  sync,
}) => {
  test.setTimeout(600_000);
  const devices = Array.from({ length: 50 }, (_, at) => at);
  for (let from = 0; from < devices.length; from += 5)
    await Promise.all(
      devices.slice(from, from + 5).map(async () => {
        const { context, page } = await shopper(browser, shop.url, 'shared');
        await report(page, shop.url);
        await context.close();
      }),
    );
  const [published, ...others] = await endRound(sync);
  expect(others).toEqual([]);
  expect(published).toMatchObject({
    reports: devices.length,
    claim: { mode: 'solo', microEpsilon: 1_000_000 },
    task: OUTCOME_TASK,
  });
  const result = published?.result;
  if (result?.kind !== 'counts') throw new Error('counts were asked for');
  // None of them did anything in the week before.
  for (const [at, truth] of [devices.length, 0, 0, 0].entries()) {
    const [count = 0, low = 0, high = 0] = [result.counts[at], result.low[at], result.high[at]];
    const half = Math.max(high - count, count - low);
    expect(Math.abs(truth - count)).toBeLessThan(3 * half);
  }
});
