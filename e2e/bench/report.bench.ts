import { expect, test } from '@playwright/test';
import { serveBench } from './bench-site.ts';
import { bundleInPage } from './bundle.ts';
import { addRow, median } from './rows.ts';

interface Answer {
  readonly rows: readonly {
    readonly name: string;
    readonly micros: readonly number[];
    readonly peer?: readonly number[];
  }[];
  readonly bytes: number;
}

test('a private report on the device', async ({ page }) => {
  const code = await bundleInPage('report.worker.ts');
  // Hashing needs a secure origin.
  const site = await serveBench({ texts: { '/report.js': code }, folders: {} });
  await page.goto(site.url);
  const { rows, bytes } = await page.evaluate(
    () =>
      new Promise<Answer>((resolve, reject) => {
        const worker = new Worker('/report.js', { type: 'module' });
        worker.addEventListener('message', ({ data }) => resolve(data as Answer));
        worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      }),
  );
  site.close();
  expect(rows).toHaveLength(5);
  for (const { name, micros, peer } of rows)
    addRow({
      group: 'a private report, made in the worker',
      name,
      value: median(micros),
      unit: 'µs',
      ...(peer === undefined
        ? {}
        : { peer: { name: 'textbook Gaussian noise on each number', value: median(peer) } }),
    });
  addRow({
    group: 'a private report, made in the worker',
    name: 'bytes of its message, whatever it says',
    value: bytes,
    unit: 'B',
    limit: 64,
  });
});
