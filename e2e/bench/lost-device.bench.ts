import { test } from '@playwright/test';
import { serveBench } from './bench-site.ts';
import { bundleInPage } from './bundle.ts';
import type { AroundLoss } from './in-page/lost-device.worker.ts';
import { PageWorker } from './page-worker.ts';
import { addRow, median } from './rows.ts';
import { modelsDir, ortDir } from './shipped-models.ts';

const ROUNDS = 5;

/** Models that devices run while a page is open. */
for (const model of ['intent', 'sequence-encoder']) {
  test(`${model} when the GPU device is lost`, async ({ page }) => {
    const code = await bundleInPage('lost-device.worker.ts');
    const folders = { '/ort/': ortDir, '/models/': modelsDir };
    const site = await serveBench({ texts: { '/lost.js': code }, folders });
    await page.goto(site.url);
    const rounds: AroundLoss[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const worker = await PageWorker.start(page, '/lost.js');
      rounds.push(await worker.ask<AroundLoss>(model));
      await worker.stop();
    }
    site.close();
    addRow({
      group: model,
      name: 'the run that meets a lost GPU device, until it is answered',
      value: median(rounds.map(({ met }) => met)),
      unit: 'ms',
      limit: 300,
      peer: { name: 'a run before', value: median(rounds.map(({ before }) => before)) },
    });
  });
}
