import { ROUND_MS, roundAt, fromHex, SPLIT_REPORT_TYPE, type Task } from '@sotto/protocol';
import { systemRandom } from '@sotto/privacy';
import { openSyncServer } from '@sotto/server';
import { makeReport } from '@sotto/sync';
import { start } from './programs.ts';
import { expect, openShop, test } from './shop.ts';
import { ageLedger, endRound, freePort, reportsOf, shopper } from './sync-server.ts';

const SECRET = 'a-secret-of-two-operators-and-of-nobody-else';
const OTHERS = 25;

/** What devices are asked for in two shares. `key` is the helper's. */
const taskOf = (helper: string, key: string): Task => ({
  measure: 'fusion-gradient',
  mechanism: { kind: 'code-book', microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 },
  mode: {
    kind: 'split',
    helper: { url: `${helper}/`, operator: 'Helpers & Sons', key },
    noise: { microEpsilon: 16_000_000, picoDelta: 1_000_000 },
  },
  minimumCohort: OTHERS + 1,
  rounds: { first: 0, last: 4_294_967_295, every: 1 },
});

test('a report goes in two shares to the server, which adds it up with a helper that someone else runs', async ({
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
  const task = taskOf(helper.url, key);
  const time = { ahead: 0 };
  const server = await openSyncServer({
    database: 'memory',
    clock: { now: () => Date.now() + time.ahead },
    port: 0,
    origins: [`http://localhost:${port}`],
    tasks: [task],
    helperSecret: SECRET,
    log: { write: () => undefined },
  });
  const sync = Object.assign(time, server);
  const { shop, close } = await openShop(ownPack, {
    port,
    sync: { url: `${sync.url}/`, publicKey: sync.publicKey },
  });
  try {
    const { context, page, asked } = await shopper(browser, shop.url, 'shared');
    await page.goto(`${shop.url}/privacy`);
    await ageLedger(page, [task.measure]);
    await page.goto(`${shop.url}/privacy`);
    await expect
      .poll(async () => (await reportsOf(page)).map(({ kind }) => kind))
      .toContain('sent');
    // The device asks the server alone, which passes the helper's share on.
    const origins = new Set(asked.map((url) => new URL(url).origin));
    expect([...origins].sort()).toEqual([shop.url, sync.url].sort());
    await context.close();

    const round = roundAt(Date.now());
    for (let device = 0; device < OTHERS; device++) {
      const { bytes } = await makeReport(
        systemRandom(),
        task,
        round,
        null,
        () => import('@sotto/protocol/split'),
      );
      const answer = await fetch(`${sync.url}/v1/split-reports`, {
        method: 'POST',
        headers: { 'content-type': SPLIT_REPORT_TYPE },
        body: fromHex(bytes),
      });
      expect(answer.status).toBe(200);
    }
    // As many as the cohort: the round is published only if the page's report is a good one for both.
    const [published] = await endRound(sync);
    expect(published).toMatchObject({
      task: { measure: task.measure },
      round: Math.floor(Date.now() / ROUND_MS),
      reports: OTHERS + 1,
      claim: {
        mode: 'split',
        amplified: { condition: 'Helpers & Sons and the shop do not work together' },
      },
    });
  } finally {
    await close();
    await sync.close();
    helper.process.kill();
  }
});
