import { expect, test, type Page } from '@playwright/test';
import { serveBench } from './bench-site.ts';
import { bundleInPage } from './bundle.ts';
import type { ModelsQuestion, Opened } from './in-page/models.worker.ts';
import { nameOf, peerOf, VARIANTS, type Variant } from './model-variants.ts';
import { PageWorker } from './page-worker.ts';
import { addRow, median, percentile } from './rows.ts';
import {
  modelsCodeKb,
  modelsDir,
  ortDir,
  ortKb,
  shippedModels,
  type ShippedModel,
} from './shipped-models.ts';

const ROUNDS = 3;
const RUNS = 200;
const PATIENCE_MS = 2000;

/** Milliseconds of one worker's life. */
interface Timings {
  readonly load: number;
  readonly first: number;
  readonly p50: number;
  readonly p95: number;
}

const FIGURES = [
  { figure: 'load', name: 'load' },
  { figure: 'first', name: 'first run' },
  { figure: 'p50', name: 'run, p50' },
  { figure: 'p95', name: 'run, p95' },
] as const;

for (const model of shippedModels()) {
  test(`${model.id} on every runtime`, async ({ page }) => {
    const code = await bundleInPage('models.worker.ts');
    const folders = { '/ort/': ortDir, '/models/': modelsDir };
    const site = await serveBench({ texts: { '/models.js': code }, folders });
    await page.goto(site.url);
    const rounds: Map<Variant, Timings>[] = [];
    // By turns, so that what else the machine does falls on all.
    for (let round = 0; round < ROUNDS; round++) rounds.push(await runAll(page, model.id));
    site.close();
    for (const variant of VARIANTS.filter(({ alone }) => !alone)) {
      addTimings(model.id, variant, (each, figure) =>
        median(rounds.map((timings) => timings.get(each)?.[figure] ?? Number.NaN)),
      );
      addBytes(model, variant);
    }
    addModelBytes(model);
  });
}

async function runAll(page: Page, model: string): Promise<Map<Variant, Timings>> {
  const timings = new Map<Variant, Timings>();
  for (const variant of VARIANTS) {
    const worker = await PageWorker.start(page, '/models.js');
    const ask = <T>(question: ModelsQuestion): Promise<T> => worker.ask<T>(question);
    const { openMs } = await ask<Opened>({ ask: 'open', model, ...variant });
    const [first = Number.NaN] = await ask<number[]>({ ask: 'run', runs: 1, patienceMs: 60_000 });
    const runs = await ask<number[]>({ ask: 'run', runs: RUNS, patienceMs: PATIENCE_MS });
    await worker.stop();
    expect(runs.length).toBeGreaterThan(0);
    timings.set(variant, {
      load: openMs,
      first,
      p50: percentile(runs, 0.5),
      p95: percentile(runs, 0.95),
    });
  }
  return timings;
}

function addTimings(
  group: string,
  variant: Variant,
  valueOf: (variant: Variant, figure: keyof Timings) => number,
): void {
  const peer = peerOf(variant);
  for (const { figure, name } of FIGURES)
    addRow({
      group,
      name: `${nameOf(variant)}: ${name}`,
      value: valueOf(variant, figure),
      unit: 'ms',
      peer: { name: nameOf(peer), value: valueOf(peer, figure) },
    });
}

function addBytes(model: ShippedModel, variant: Variant): void {
  const peer = peerOf(variant);
  addRow({
    group: model.id,
    name: `${nameOf(variant)}: over the wire, with what runs it`,
    value: megabytes(model, variant),
    unit: 'MB',
    peer: { name: nameOf(peer), value: megabytes(model, peer) },
  });
}

/** The model and what runs it, brotli. */
function megabytes({ kilobytes }: ShippedModel, { runtime, alone }: Variant): number {
  const runs = runtime === 'plain' ? 0 : ortKb(runtime);
  return (kilobytes + runs + (alone ? 0 : modelsCodeKb())) / 1000;
}

function addModelBytes({ id, kilobytes, limitKb }: ShippedModel): void {
  addRow({
    group: id,
    name: 'model over the wire',
    value: kilobytes,
    unit: 'kB',
    limit: limitKb,
  });
}
