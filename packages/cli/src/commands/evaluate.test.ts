import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PackWriter } from '@sotto/catalog';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { syntheticShop } from '@sotto/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readManifest, writePack } from '../pack-folder/index.ts';
import { run } from '../run.ts';

const shop = syntheticShop({ users: 80 });
const folder = mkdtempSync(path.join(tmpdir(), 'sotto-evaluate-'));
const dir = path.join(folder, 'pack');
const lines = path.join(folder, 'orders.txt');
const BAD_WEIGHTS = { ...DEFAULT_WEIGHTS, neighbours: 0, category: 0, popularity: 10 };

async function sotto(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await run(args, {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    env: {},
  });
  return { code, out, err };
}

const given = ['--sequences', lines, '--pack', dir];

beforeAll(async () => {
  const writer = new PackWriter();
  for (const item of shop.items) writer.add(item);
  if (shop.catalog.neighbours !== undefined) {
    writer.setNeighbours('neighbours', shop.catalog.neighbours);
  }
  const pack = await writer.finish({
    builtAt: Date.UTC(2026, 0, 1),
    locale: 'en',
    currency: { code: 'EUR', digits: 2 },
    weights: BAD_WEIGHTS,
    rules: [],
    images: 'none',
    provenance: {},
  });
  await writePack(dir, pack);
  writeFileSync(lines, shop.sequences.map((one) => [one.user, ...one.items].join(' ')).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('writes the orders that a pack may learn from, without the last two of each user', async () => {
  const out = path.join(folder, 'known.csv');
  const { code } = await sotto('evaluate', ...given, '--write-orders', out);
  expect(code).toBe(0);
  const rows = readFileSync(out, 'utf8').trim().split('\n').slice(1);
  expect(rows).toHaveLength(
    shop.sequences.reduce((sum, { items }) => sum + Math.max(0, items.length - 2), 0),
  );
});

test('fits weights that are better, and stores them in the pack', { timeout: 60_000 }, async () => {
  const { code, out } = await sotto('fit', ...given, '--limit-users', '60', '--json');
  expect(code).toBe(0);
  const result = JSON.parse(out) as { stored: boolean; before: number; crossValidated: number };
  expect(result.stored).toBe(true);
  expect(result.crossValidated).toBeGreaterThan(result.before);
  const manifest = await readManifest(dir);
  expect(manifest.weights.neighbours).toBeGreaterThan(0);
  expect(manifest.provenance['fit']).toMatchObject({ before: result.before });
  const { out: report } = await sotto('evaluate', ...given, '--json');
  const { users, results } = JSON.parse(report) as { users: number; results: { name: string }[] };
  expect(users).toBe(shop.sequences.filter(({ items }) => items.length > 2).length);
  expect(results.map(({ name }) => name)).toContain('popular');
});

test('shows tables that fit on a terminal of eighty columns', async () => {
  const { out } = await sotto(
    'evaluate',
    ...given,
    '--limit-users',
    '50',
    '--history-per-user',
    '3',
  );
  expect(out).toContain('ranker');
  expect(out).toContain('(95 %)');
  expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test.each([
  [['--split', 'time'], 'times'],
  [['--split', 'random'], 'random'],
  [['--limit-users', '0'], '--limit-users'],
  [['--part', 'train'], 'train'],
])('refuses %j with a sentence that names it', async (more, named) => {
  const { code, err } = await sotto('evaluate', ...given, ...more);
  expect(code).toBe(2);
  expect(err).toContain(named);
});
