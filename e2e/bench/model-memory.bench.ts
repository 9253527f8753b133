import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type Page } from '@playwright/test';
import base from '../playwright.config.ts';
import { serveBench } from './bench-site.ts';
import { bundleInPage } from './bundle.ts';
import type { ModelsQuestion, Opened } from './in-page/models.worker.ts';
import { nameOf, peerOf, VARIANTS, type Variant } from './model-variants.ts';
import { PageWorker } from './page-worker.ts';
import { addRow } from './rows.ts';
import { modelsDir, ortDir, shippedModels } from './shipped-models.ts';

const RUNS = 1000;
/** What is kept grows with every look, what a compiler or a collector was late with does not. */
const LOOKS = 3;
/** The software adapter takes too long for all runs. */
const PATIENCE_MS = 4000;

// Memory is measured at once, not with the collector's next turn.
const launchOptions = base.use?.launchOptions ?? {};
const args = [...(launchOptions.args ?? []), '--enable-blink-features=ForceEagerMeasureMemory'];
test.use({ launchOptions: { ...launchOptions, args } });

/** Bytes of a worker: heap, buffers and memories of WASM; not compiled code, nor what a GPU holds. */
interface Memory {
  /** Of opening the model and the first runs. */
  readonly held: number;
  /** Of as many more runs, at least. */
  readonly growth: number;
  readonly runs: number;
}

for (const { id } of shippedModels()) {
  test(`memory of ${id} on every runtime`, async ({ page }) => {
    const code = await bundleInPage('models.worker.ts');
    const folders = { '/ort/': ortDir, '/models/': modelsDir };
    const site = await serveBench({ texts: { '/models.js': code }, folders });
    await page.goto(site.url);
    const memories = new Map<Variant, Memory>();
    for (const variant of VARIANTS) memories.set(variant, await measure(page, id, variant));
    site.close();
    for (const variant of VARIANTS.filter(({ alone }) => !alone)) addMemory(id, variant, memories);
  });
}

async function measure(page: Page, model: string, variant: Variant): Promise<Memory> {
  const worker = await PageWorker.start(page, '/models.js');
  const ask = <T>(question: ModelsQuestion): Promise<T> => worker.ask<T>(question);
  const bytes = async (): Promise<number> =>
    (await workerBytes(page)) + (await ask<number>({ ask: 'wasm-bytes' }));
  const run = async (): Promise<number> =>
    (await ask<number[]>({ ask: 'run', runs: RUNS, patienceMs: PATIENCE_MS })).length;
  const start = await bytes();
  await ask<Opened>({ ask: 'open', model, ...variant });
  await run();
  const held = await bytes();
  const looks: number[] = [held];
  let runs = RUNS;
  for (let look = 0; look < LOOKS; look++) {
    runs = Math.min(runs, await run());
    looks.push(await bytes());
  }
  await worker.stop();
  const growth = looks.slice(1).map((now, at) => now - (looks[at] ?? 0));
  return { held: held - start, growth: Math.max(0, Math.min(...growth)), runs };
}

/** What V8 holds for the page's worker. */
function workerBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { breakdown } = await (
      performance as unknown as {
        measureUserAgentSpecificMemory(): Promise<{
          breakdown: { bytes: number; attribution: { scope: string }[] }[];
        }>;
      }
    ).measureUserAgentSpecificMemory();
    return breakdown
      .filter(({ attribution }) =>
        attribution.some(({ scope }) => scope === 'DedicatedWorkerGlobalScope'),
      )
      .reduce((sum, { bytes }) => sum + bytes, 0);
  });
}

function addMemory(model: string, variant: Variant, memories: ReadonlyMap<Variant, Memory>): void {
  const { held, growth, runs } = memories.get(variant) ?? { held: 0, growth: 0, runs: 0 };
  const peer = peerOf(variant);
  addRow({
    group: model,
    name: `${nameOf(variant)}: memory once open and run`,
    value: held / 1e6,
    unit: 'MB',
    peer: { name: nameOf(peer), value: (memories.get(peer)?.held ?? Number.NaN) / 1e6 },
  });
  addRow({
    group: model,
    name: `${nameOf(variant)}: memory that ${runs.toLocaleString('en')} more runs keep`,
    value: growth / 1000,
    unit: 'kB',
    // Half of what it would be if each run left its inputs behind.
    limit: (runs * inputBytes(model)) / 2 / 1000,
  });
}

function inputBytes(model: string): number {
  const file = path.join(modelsDir, model, 'golden.json');
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as {
    cases: { inputs: Record<string, { data: number[] }> }[];
  };
  const sizes = cases.map(({ inputs }) =>
    Object.values(inputs).reduce((sum, { data }) => sum + 4 * data.length, 0),
  );
  return Math.min(...sizes);
}
