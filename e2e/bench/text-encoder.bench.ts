import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { serveBench } from './bench-site.ts';
import { writeBigFeed } from './big-feed.ts';
import { bundleInPage } from './bundle.ts';
import { runCli } from './cli.ts';
import type { TitlesQuestion } from './in-page/titles.worker.ts';
import { miniLm } from './minilm.ts';
import { PageWorker } from './page-worker.ts';
import { addRow, median, type Row } from './rows.ts';
import { modelsCodeKb, modelsDir, shippedModels } from './shipped-models.ts';

const group = 'text-encoder';
const TITLES = 50;
const ROUNDS = 3;
const PRODUCTS = 100_000;
const RECIPE = 'models/text-encoder/recipe/minilm_onnx.py';

/** Milliseconds of an encoder. */
interface Encoding {
  /** Files fetched and the first title encoded. */
  readonly ready: number;
  readonly perTitle: number;
}

test('titles in the worker, beside MiniLM', async ({ page }) => {
  const peer = miniLm();
  const code = await bundleInPage('titles.worker.ts');
  const site = await serveBench({
    texts: { ...peer?.texts, '/titles.js': code },
    folders: { ...peer?.folders, '/models/': modelsDir },
  });
  await page.goto(site.url);
  const rounds: { ours: Encoding; theirs: Encoding | undefined }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({
      ours: await encode(page, 'ours'),
      theirs: peer && (await encode(page, 'minilm')),
    });
  site.close();
  const valueOf = (figure: keyof Encoding): Pick<Row, 'value' | 'peer'> =>
    besidePeer(
      median(rounds.map(({ ours }) => ours[figure])),
      peer && median(rounds.map(({ theirs }) => theirs?.[figure] ?? Number.NaN)),
    );
  const without = peer === undefined ? ` (no peer: see ${RECIPE})` : '';
  addRow({
    group,
    name: `plain: a title${without}`,
    ...valueOf('perTitle'),
    unit: 'ms',
    limit: 0.2,
  });
  addRow({ group, name: 'plain: files and first title', ...valueOf('ready'), unit: 'ms' });
  const megabytes = (encoderKb() + modelsCodeKb()) / 1000;
  const name = 'plain: all over the wire';
  addRow({ group, name, ...besidePeer(megabytes, peer?.megabytes), unit: 'MB' });
});

const besidePeer = (value: number, peer: number | undefined): Pick<Row, 'value' | 'peer'> => ({
  value,
  ...(peer === undefined ? {} : { peer: { name: 'MiniLM, transformers.js', value: peer } }),
});

const encoderKb = (): number => shippedModels().find(({ id }) => id === group)?.kilobytes ?? 0;

async function encode(page: Page, open: 'ours' | 'minilm'): Promise<Encoding> {
  const titles = demoTitles();
  const worker = await PageWorker.start(page, '/titles.js');
  const ask = (question: TitlesQuestion): Promise<number> => worker.ask(question);
  const ready = (await ask({ open })) + (await ask({ titles: titles.slice(0, 1) }));
  const perTitle = (await ask({ titles })) / titles.length;
  await worker.stop();
  return { ready, perTitle };
}

function demoTitles(): string[] {
  const file = fileURLToPath(new URL('../../.cache/demo/shop.json', import.meta.url));
  const { products } = JSON.parse(readFileSync(file, 'utf8')) as { products: { title: string }[] };
  return products.slice(0, TITLES).map(({ title }) => title);
}

test('embedding of products by sotto pack', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sotto-bench-'));
  try {
    const feed = path.join(folder, 'feed.csv');
    await writeBigFeed(feed, PRODUCTS);
    const packed = await runCli<{ quality: { rows: { kept: number } } }>([
      'pack',
      feed,
      '--models',
      'none',
      '--out',
      path.join(folder, 'pack'),
    ]);
    const seconds = packed.steps.get('embedding names');
    expect(seconds).toBeGreaterThan(0);
    addRow({
      group,
      name: 'sotto pack: products embedded',
      value: packed.result.quality.rows.kept / (seconds ?? Number.NaN),
      unit: 'products/s',
      limit: 5000,
      atLeast: true,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
