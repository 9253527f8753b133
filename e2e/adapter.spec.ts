import {
  ROUND_MS,
  fromHex,
  roundAt,
  SPLIT_REPORT_TYPE,
  VERSION_VOTES,
  type Task,
} from '@sotto/protocol';
import { systemRandom } from '@sotto/privacy';
import { openSyncServer } from '@sotto/server';
import { makeReport } from '@sotto/sync';
import { followClock, setForward } from './device-clock.ts';
import { learningOf, look, sendOf, sotto, told } from './learning-shop.ts';
import { start } from './programs.ts';
import { expect, openShop, settled, test } from './shop.ts';
import { ageLedger, endRound, freePort, shopper } from './sync-server.ts';

const SECRET = 'a-secret-of-two-operators-and-of-nobody-else';
const OTHERS = 25;
const NUMBERS = 64;
const WEEK = roundAt(Date.now());

const common = { minimumCohort: OTHERS + 1, rounds: { first: 0, last: 4_294_967_295, every: 1 } };

/** What devices are asked for in two shares. `key` is the helper's. */
const adapterTask = (helper: string, key: string): Task => ({
  ...common,
  measure: 'adapter-gradient',
  mechanism: {
    kind: 'code-book',
    microEpsilon: 4_000_000,
    dimension: NUMBERS,
    microClip: 1_000_000,
  },
  mode: {
    kind: 'split',
    helper: { url: `${helper}/`, operator: 'Helpers & Sons', key },
    noise: { microEpsilon: 16_000_000, picoDelta: 1_000_000 },
  },
});

const openSplit = () => import('@sotto/protocol/split');

const VOTE: Task = {
  ...common,
  measure: 'version-vote',
  mechanism: { kind: 'k-ary-response', microEpsilon: 1_000_000, values: [...VERSION_VOTES] },
  mode: { kind: 'solo' },
};

test('an adapter that devices learn in two shares becomes a version, and lists go by it', async ({
  browser,
  ownPack,
}, info) => {
  test.setTimeout(240_000);
  const port = await freePort();
  const helper = await start('aggregator-bin.js', {
    SOTTO_SERVER_DATA: info.outputPath('helper'),
    SOTTO_HELPER_SECRET: SECRET,
  });
  const { key } = (await (await fetch(`${helper.url}/v1/hpke-key`)).json()) as { key: string };
  const task = adapterTask(helper.url, key);
  const time = { ahead: 0 };
  const server = await openSyncServer({
    database: 'memory',
    clock: { now: () => Date.now() + time.ahead },
    port: 0,
    origins: [`http://localhost:${port}`],
    tasks: [task, VOTE],
    learning: {
      // Far enough for lists to show it after one step.
      parts: { adapter: { kind: 'momentum', rate: 40, cap: 8, shrink: false } },
      trial: { rounds: 2 },
    },
    helperSecret: SECRET,
    log: { write: () => undefined },
  });
  const sync = Object.assign(time, server);
  const { shop, close } = await openShop(ownPack, {
    port,
    sync: { url: `${sync.url}/`, publicKey: sync.publicKey },
  });
  try {
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
    for (let device = 0; device < OTHERS; device++) {
      const { bytes } = await makeReport(systemRandom(), task, WEEK, gradient, openSplit);
      const answer = await fetch(`${sync.url}/v1/split-reports`, {
        method: 'POST',
        headers: { 'content-type': SPLIT_REPORT_TYPE },
        body: fromHex(bytes),
      });
      expect(answer.status).toBe(200);
    }
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
  } finally {
    await close();
    await sync.close();
    helper.process.kill();
  }
});
