import { expect, test } from '@playwright/test';
import { bundleInPage } from './bundle.ts';
import type { HistoryTimings } from './in-page/history.worker.ts';
import { addRow, median } from './rows.ts';

// A secure context: WebCrypto and Web Locks are missing elsewhere.
const ORIGIN = 'https://bench.test';

test('history of 10,000 events in the worker', async ({ page }) => {
  const code = await bundleInPage('history.worker.ts');
  await page.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(`${ORIGIN}/`);
  const timings = await page.evaluate(
    () =>
      new Promise<HistoryTimings>((resolve, reject) => {
        const worker = new Worker('/history.js', { type: 'module' });
        worker.addEventListener('message', ({ data }) => resolve(data));
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
        worker.postMessage('measure');
      }),
  );
  const rows = [
    ['append 20 events, up to 10,000', timings.batch],
    ['append one event to 10,000', timings.one],
    ['open and load 10,000 events', timings.load],
  ] as const;
  for (const [name, { history, plain }] of rows) {
    expect(history.length).toBeGreaterThan(0);
    addRow({
      group: 'history in the worker',
      name,
      value: median(history),
      unit: 'ms',
      peer: { name: 'IndexedDB without encryption', value: median(plain) },
    });
  }
});
