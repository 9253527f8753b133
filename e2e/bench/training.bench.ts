import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { serveBench } from './bench-site.ts';
import { bundleInPage } from './bundle.ts';
import type { BackendTimes, SmallParts } from './in-page/training.worker.ts';
import { PageWorker } from './page-worker.ts';
import { addRow, median } from './rows.ts';

const GROUP = 'training on the device';
/** A session is ended after this time. */
const LIMIT_MS = 20_000;
const ROUNDS = 3;
const RANKS = [8, 16, 32] as const;
const BACKENDS = ['plain', 'tfjs-cpu', 'tfjs-wasm', 'tfjs-webgpu'] as const;

const browserDir = fileURLToPath(new URL('../../packages/cli/browser/', import.meta.url));
const kilobytes = (name: string): number => statSync(`${browserDir}${name}.br`).size / 1000;

test('a training session on every backend', async ({ page }) => {
  const code = await bundleInPage('training.worker.ts');
  const site = await serveBench({
    texts: { '/training.js': code },
    folders: { '/tfjs/': `${browserDir}tfjs/` },
  });
  await page.goto(site.url);
  const ask = async <T>(question: unknown): Promise<T> => {
    const worker = await PageWorker.start(page, '/training.js');
    const answer = await worker.ask<T>(question);
    await worker.stop();
    return answer;
  };
  const small = await ask<SmallParts>('small parts');
  for (const [name, times] of Object.entries(small))
    addRow({ group: GROUP, name, value: median(times), unit: 'ms', limit: LIMIT_MS });
  for (const rank of RANKS) {
    const rounds: Record<string, BackendTimes>[] = [];
    // By turns, so that what else the machine does falls on all.
    for (let round = 0; round < ROUNDS; round++) {
      const times: Record<string, BackendTimes> = {};
      for (const backend of BACKENDS) times[backend] = await ask<BackendTimes>({ backend, rank });
      rounds.push(times);
    }
    const gradient = (backend: string): number =>
      median(rounds.flatMap((times) => times[backend]?.gradients ?? []));
    const first = (backend: string): number =>
      median(rounds.map((times) => times[backend]?.first ?? Number.NaN));
    for (const backend of BACKENDS) {
      expect(gradient(backend)).toBeGreaterThan(0);
      const name = `adapter of ${rank * rank} numbers, ${backend}`;
      const unit = 'ms';
      const value = gradient(backend);
      if (backend === 'plain') addRow({ group: GROUP, name, value, unit, limit: 50 });
      else {
        const plain = { name: 'plain TypeScript', value: gradient('plain') };
        addRow({ group: GROUP, name, value, unit, peer: plain });
        addRow({
          group: GROUP,
          name: `${name}: until the first gradient`,
          value: first(backend),
          unit,
          peer: { ...plain, value: first('plain') },
        });
      }
    }
  }
  site.close();
});

test('sizes of what trains', () => {
  const group = 'bytes of code, brotli';
  const trainer = kilobytes('sotto.trainer.js');
  addRow({
    group,
    name: 'trainer, while it is at work',
    value: trainer,
    unit: 'kB',
    peer: { name: 'worker', value: kilobytes('sotto.worker.js') },
  });
  addRow({
    group,
    name: 'tfjs and its WASM, where plain TypeScript is too slow',
    value: kilobytes('sotto.tfjs.js') + kilobytes('tfjs/tfjs-backend-wasm-simd.wasm'),
    unit: 'kB',
    peer: { name: 'trainer', value: trainer },
  });
});
