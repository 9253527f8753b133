import { ROUND_MS, roundAt, VERSION_VOTES, type Task } from '@sotto/protocol';
import { followClock, setForward } from './device-clock.ts';
import { learningOf, look, sendOf, sotto, told } from './learning-shop.ts';
import { expect, settled } from './shop.ts';
import { COHORT, OTHERS, sendOthers, test } from './split-shop.ts';
import { ageLedger, endRound, shopper } from './sync-server.ts';

const NUMBERS = 64;
const WEEK = roundAt(Date.now());

const VOTE: Task = {
  ...COHORT,
  measure: 'version-vote',
  mechanism: { kind: 'k-ary-response', microEpsilon: 1_000_000, values: [...VERSION_VOTES] },
  mode: { kind: 'solo' },
};

test.use({
  asked: {
    split: {
      measure: 'adapter-gradient',
      mechanism: {
        kind: 'code-book',
        microEpsilon: 4_000_000,
        dimension: NUMBERS,
        microClip: 1_000_000,
      },
    },
    others: [VOTE],
    learning: {
      // Far enough for lists to show it after one step.
      parts: { adapter: { kind: 'momentum', rate: 40, cap: 8, shrink: false } },
      trial: { rounds: 2 },
    },
  },
});

test('an adapter that devices learn in two shares becomes a version, and lists go by it', async ({
  browser,
  shop,
  sync,
}) => {
  test.setTimeout(240_000);
  const { task } = sync;
  // Last week the shopper looked around.
  const { context, page } = await shopper(browser, shop.url, 'shared');
  setForward(shop, -ROUND_MS);
  await followClock(context);
  await look(page, shop.url, '/c/living/lighting', 4);
  setForward(shop, 0);
  const measures = [task.measure, VOTE.measure];
  await page.goto(`${shop.url}/privacy`);
  await ageLedger(page, measures);
  await page.goto(`${shop.url}/privacy`);
  const gradient = (await told(page, WEEK, measures))[task.measure] as number[];
  expect(gradient).toHaveLength(NUMBERS);
  expect(Math.hypot(...gradient)).toBeGreaterThan(0);

  // Others are like this one.
  await sendOthers(sync, WEEK, gradient);
  await endRound(sync, WEEK);
  const better = VERSION_VOTES.indexOf('better');
  await sendOf(sync, VOTE, WEEK + 1, Array<number>(400).fill(better));
  await endRound(sync, WEEK + 1);
  await context.close();

  // Someone who says nothing gets what was learnt.
  const fresh = await browser.newContext();
  const freshPage = await fresh.newPage();
  await freshPage.goto(`${shop.url}/p/10296`);
  await settled(freshPage);
  await expect
    .poll(async () => (await learningOf(freshPage))?.version)
    .toMatchObject({
      serial: 1,
      learntFrom: [{ measure: task.measure, reports: OTHERS + 1, claim: { mode: 'split' } }],
    });
  const channels = async (): Promise<string[]> => {
    const list = await sotto(freshPage, (client) =>
      client.recommend({ strategy: 'for-you', limit: 20 }),
    );
    return list.items.flatMap(({ reasons }) => reasons.map(({ channel }) => channel));
  };
  await expect.poll(channels).toContain('adapter');
  await fresh.close();
});
