import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import { serveBench } from './bench/bench-site.ts';
import { bundleInPage } from './bench/bundle.ts';
import type { NestedAnswer, NestedQuestion } from './bench/in-page/nested-trainer.worker.ts';
import { PageWorker } from './bench/page-worker.ts';

const browserDir = fileURLToPath(new URL('../packages/cli/browser/', import.meta.url));

/** The trainer of the release, and the same where the GPU device is taken away with the first commands of a training. */
const TRAINER = '/sotto/sotto.trainer.js';
const ON_LOST_DEVICE = '/sotto/lost/sotto.trainer.js';
const LOSE_DEVICE = `{
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    const { queue } = device;
    const submit = queue.submit.bind(queue);
    queue.submit = (commands) => {
      submit(commands);
      device.destroy();
    };
    return device;
  };
}\n`;

/** Tests with a worker that starts trainers. */
const test = base.extend<{ ask: (question: NestedQuestion) => Promise<NestedAnswer> }>({
  ask: async ({ page }, use) => {
    const release = readFileSync(`${browserDir}sotto.trainer.js`, 'utf8');
    const site = await serveBench({
      texts: {
        '/nested.js': await bundleInPage('nested-trainer.worker.ts'),
        [ON_LOST_DEVICE]: LOSE_DEVICE + release,
      },
      folders: { '/sotto/lost/': browserDir, '/sotto/': browserDir },
    });
    await page.goto(site.url);
    const worker = await PageWorker.start(page, '/nested.js');
    await use((question) => worker.ask<NestedAnswer>(question));
    await worker.stop();
    site.close();
  },
});

test('a worker starts the trainer of the release, which finds tfjs and runs it on every backend of the device', async ({
  ask,
}) => {
  // As if plain TypeScript had been too slow here, so that the trainer looks for something quicker.
  const { backend, difference, record } = await ask({
    trainer: TRAINER,
    record: { medianMs: { plain: 1e6 }, failed: {} },
  });
  expect(record?.failed).toEqual({});
  expect(Object.keys(record?.medianMs ?? {}).sort()).toContain(backend);
  expect(backend).toMatch(/^tfjs-/);
  expect(difference).toBeLessThan(1e-5);
});

test('a GPU device that is lost in the middle of a training moves it to another backend, with the same numbers, and is left alone from then on', async ({
  ask,
}) => {
  test.slow();
  const medianMs = { plain: 40, 'tfjs-cpu': 30, 'tfjs-wasm': 20, 'tfjs-webgpu': 10 };
  const before = await ask({ trainer: TRAINER, record: { medianMs, failed: {} } });
  expect(before).toMatchObject({ backend: 'tfjs-webgpu', record: { failed: {} } });
  expect(before.difference).toBeLessThan(1e-5);

  const met = await ask({ trainer: ON_LOST_DEVICE });
  const { 'tfjs-webgpu': _, ...left } = medianMs;
  const record = { medianMs: left, failed: { 'tfjs-webgpu': 'runtime/lost' } };
  expect(met).toMatchObject({ backend: 'tfjs-wasm', record });
  expect(met.difference).toBeLessThan(1e-5);

  const after = await ask({ trainer: TRAINER });
  expect(after).toMatchObject({ backend: 'tfjs-wasm', record });
  expect(after.difference).toBeLessThan(1e-5);
});
