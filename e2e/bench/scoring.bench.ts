import { expect, test } from '@playwright/test';
import { bundleInPage } from './bundle.ts';
import { addRow, median } from './rows.ts';

const ORIGIN = 'http://bench.test';

const SIZES = [{ size: 12_000, limit: 3 }, { size: 100_000 }, { size: 1_000_000, limit: 120 }];

for (const { size, limit } of SIZES) {
  test(`scoring of ${size} products in the worker`, async ({ page }) => {
    const code = await bundleInPage('scoring.worker.ts');
    await page.route(`${ORIGIN}/**`, (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: code })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
    );
    await page.goto(`${ORIGIN}/`);
    const { ranking, floor } = await page.evaluate(
      (count) =>
        new Promise<{ ranking: number[]; floor: number[] }>((resolve, reject) => {
          const worker = new Worker('/scoring.js', { type: 'module' });
          worker.addEventListener('message', ({ data }) => resolve(data));
          worker.addEventListener('error', ({ message }) => reject(new Error(message)));
          worker.postMessage(count);
        }),
      size,
    );
    expect(ranking.length).toBeGreaterThan(0);
    addRow({
      group: 'ranking in the worker',
      name: `for you, ${size.toLocaleString('en')} products, 20 events`,
      value: median(ranking),
      unit: 'ms',
      ...(limit === undefined ? {} : { limit }),
      peer: { name: 'one multiply-add each', value: median(floor) },
    });
  });
}
