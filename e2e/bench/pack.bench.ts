import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from '@playwright/test';
import { writeBigFeed } from './big-feed.ts';
import { runCli } from './cli.ts';
import { addRow } from './rows.ts';

const PRODUCTS = 1_000_000;
const group = 'sotto pack';

test('packing of a million products', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sotto-bench-'));
  try {
    const feed = path.join(folder, 'feed.csv');
    await writeBigFeed(feed, PRODUCTS);
    const packed = await runCli<{ quality: { rows: { read: number } } }>([
      'pack',
      feed,
      '--out',
      path.join(folder, 'pack'),
    ]);
    expect(packed.result.quality.rows.read).toBe(PRODUCTS);
    const megabytes = (statSync(feed).size / 1e6).toFixed(0);
    addRow({
      group,
      name: `rate, CSV of a million products (${megabytes} MB)`,
      value: PRODUCTS / packed.seconds,
      unit: 'products/s',
      peer: { name: 'DuckDB only copies it', value: PRODUCTS / (await copySeconds(feed, folder)) },
    });
    addRow({ group, name: 'peak memory of it', value: packed.peakMb, unit: 'MB', limit: 1500 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Seconds that DuckDB takes to read every row and write it as compressed CSV, doing nothing else. */
async function copySeconds(feed: string, folder: string): Promise<number> {
  const connection = await (await DuckDBInstance.create()).connect();
  const began = performance.now();
  await connection.run(
    `COPY (FROM read_csv('${feed}', all_varchar = true)) TO '${path.join(folder, 'copy.csv.gz')}'`,
  );
  return (performance.now() - began) / 1000;
}
