import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { runCli } from './cli.ts';
import { addRow } from './rows.ts';

const at = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const kilobytes = (...names: string[]): number =>
  names.reduce(
    (sum, name) => sum + statSync(at(`packages/cli/browser/${name}.js.br`)).size / 1000,
    0,
  );

interface Inspected {
  readonly budget: Record<'firstList' | 'all', { brotliBytes: number; limit: number }>;
}

test('sizes of the browser’s files', () => {
  const group = 'bytes of code, brotli';
  const unit = 'kB';
  addRow({ group, name: 'before anything is needed', value: kilobytes('sotto'), unit, limit: 3 });
  addRow({
    group,
    name: 'main thread in all',
    value: kilobytes('sotto', 'sotto.page'),
    unit,
    limit: 12,
  });
  addRow({ group, name: 'lists (Lit)', value: kilobytes('sotto.elements'), unit, limit: 12 });
  addRow({
    group,
    name: 'panel, where there is one',
    value: kilobytes('sotto.panel'),
    unit,
    peer: { name: 'lists', value: kilobytes('sotto.elements') },
  });
  addRow({
    group,
    name: 'worker',
    value: kilobytes('sotto.worker'),
    unit,
    peer: { name: 'main thread', value: kilobytes('sotto', 'sotto.page') },
  });
  addRow({
    group,
    name: 'models, once the first lists are there',
    value: kilobytes('sotto.models'),
    unit,
    peer: { name: 'worker', value: kilobytes('sotto.worker') },
  });
  addRow({
    group,
    name: 'what asks what the shop has learnt, where there is a sync server',
    value: kilobytes('sotto.versions'),
    unit,
    peer: { name: 'worker', value: kilobytes('sotto.worker') },
  });
  addRow({
    group,
    name: 'what learns, at idle, in the worker and in the trainer',
    value: kilobytes('sotto.learn', 'sotto.trainer'),
    unit,
    peer: { name: 'worker', value: kilobytes('sotto.worker') },
  });
  addRow({
    group,
    name: 'what sends reports, for those who share',
    value: kilobytes('sotto.sync'),
    unit,
    peer: { name: 'worker', value: kilobytes('sotto.worker') },
  });
  addRow({
    group,
    name: 'what makes two shares, for tasks in split mode',
    value: kilobytes('sotto.split'),
    unit,
    peer: { name: 'worker', value: kilobytes('sotto.worker') },
  });
});

test('sizes of the pack of 12,000 products', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sotto-bench-'));
  const file = (name: string): string => path.join(folder, name);
  try {
    execFileSync(process.execPath, [
      at('demo/dist/make.js'),
      '--out',
      folder,
      '--products',
      '12000',
      '--shoppers',
      '48000',
    ]);
    const from = [file('feed.xml'), '--orders', file('orders.csv'), '--merge', 'ids'];
    await runCli(['pack', ...from, '--images', 'direct', '--out', file('pack')]);
    const { result } = await runCli<Inspected>(['inspect', file('pack')]);
    const group = 'site pack of 12,000 products, brotli';
    const { firstList, all } = result.budget;
    addRow({
      group,
      name: 'for the first list',
      value: firstList.brotliBytes / 1000,
      unit: 'kB',
      limit: firstList.limit / 1000,
    });
    addRow({
      group,
      name: 'all, with image URLs and neighbours',
      value: all.brotliBytes / 1000,
      unit: 'kB',
      limit: all.limit / 1000,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
