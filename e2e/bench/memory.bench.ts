import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_WEIGHTS, Ranker } from '@sotto/ranking';
import { expect, test } from '@playwright/test';
import { bytesOf, syntheticCatalog } from './in-page/synthetic-catalog.ts';
import { addRow } from './rows.ts';

const NOW = 1_763_900_000_000;
const RUNS = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Buffers of dead arrays are given back a turn later than the arrays. */
async function collectGarbage(): Promise<void> {
  collect();
  await new Promise((resolve) => setTimeout(resolve, 100));
  collect();
}

/**
 * Bytes that a catalog and the ranking of it hold, as a multiple of the catalog's vectors: typed arrays at
 * their most, and the objects that stay. Objects that a ranking makes and drops (2 MB) are not in it.
 */
async function measure(size: number): Promise<number> {
  await collectGarbage();
  const before = process.memoryUsage();
  const catalog = syntheticCatalog(size);
  const ranker = new Ranker(catalog, { weights: DEFAULT_WEIGHTS });
  let arrays = 0;
  for (let run = 0; run < RUNS; run++) {
    const history = Array.from({ length: 20 }, (_, index) => ({
      item: (index * 7919 + run) % size,
      kind: 'view' as const,
      at: NOW - index * 60_000,
    }));
    const page = { kind: 'home', basket: [] } as const;
    await collectGarbage();
    ranker.rank({ strategy: 'for-you', limit: 12, now: NOW, history, page });
    arrays = Math.max(arrays, process.memoryUsage().arrayBuffers - before.arrayBuffers);
  }
  await collectGarbage();
  const objects = Math.max(0, process.memoryUsage().heapUsed - before.heapUsed);
  return (arrays + objects) / bytesOf(catalog);
}

test('memory of ranking', async () => {
  // The code itself takes memory too, once.
  await measure(1000);
  for (const size of [12_000, 100_000, 1_000_000]) {
    const share = await measure(size);
    expect(share).toBeGreaterThan(1);
    addRow({
      group: 'ranking in the worker',
      name: `memory, ${size.toLocaleString('en')} products`,
      value: share,
      unit: '× vectors',
      limit: 1.3,
    });
  }
});
