import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { serveBench } from './bench/bench-site.ts';
import { bundleInPage } from './bench/bundle.ts';
import type { NestedAnswer } from './bench/in-page/nested-trainer.worker.ts';
import { PageWorker } from './bench/page-worker.ts';

const browserDir = fileURLToPath(new URL('../packages/cli/browser/', import.meta.url));

test('a worker starts the trainer of the release, which finds tfjs and runs it on every backend of the device', async ({
  page,
}) => {
  const code = await bundleInPage('nested-trainer.worker.ts');
  const site = await serveBench({
    texts: { '/nested.js': code },
    folders: { '/sotto/': browserDir },
  });
  await page.goto(site.url);
  const worker = await PageWorker.start(page, '/nested.js');
  const { backend, difference, record } = await worker.ask<NestedAnswer>('go');
  await worker.stop();
  site.close();
  expect(record?.failed).toEqual({});
  expect(Object.keys(record?.medianMs ?? {}).sort()).toContain(backend);
  expect(backend).toMatch(/^tfjs-/);
  expect(difference).toBeLessThan(1e-5);
});
