import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { consent, expect, idsOf, listOf, settled, test } from './shop.ts';

/** Changes one byte in the middle of the pack's file of this name. */
function damage(packDir: string, name: string): void {
  for (const file of readdirSync(packDir).filter((each) => each.startsWith(`${name}.`))) {
    const bytes = readFileSync(path.join(packDir, file));
    bytes[Math.floor(bytes.length / 2)]! ^= 0xff;
    if (/\.(br|gz)$/.test(file)) rmSync(path.join(packDir, file));
    else writeFileSync(path.join(packDir, file), bytes);
  }
}

test('shows the last good pack when the shop’s is broken', async ({ page, shop }) => {
  await page.goto(`${shop.url}/`);
  await consent(page, 'granted');
  await page.reload();
  await settled(page);
  await expect.poll(() => page.evaluate(() => caches.keys())).toContain('sotto-pack');
  writeFileSync(path.join(shop.packDir, 'manifest.json'), '{"format":"sotto-pack","version":999}');
  for (const suffix of ['.br', '.gz']) rmSync(path.join(shop.packDir, `manifest.json${suffix}`));
  await page.reload();
  expect((await idsOf(listOf(page, 'for-you'))).length).toBe(8);
  const status = await page.evaluate(() =>
    (
      window as unknown as { sotto: { status(): Promise<{ pack: { fromCache: boolean } }> } }
    ).sotto.status(),
  );
  expect(status.pack.fromCache).toBe(true);
});

test('goes on without neighbours when their file is damaged, and says so', async ({
  page,
  shop,
}) => {
  damage(shop.packDir, 'neighbours');
  await page.addInitScript(() => {
    const errors: string[] = [];
    Object.assign(window, { errors });
    addEventListener('DOMContentLoaded', () => {
      const wait = setInterval(() => {
        const { sotto } = window as unknown as {
          sotto?: { on(type: string, listener: (error: { code: string }) => void): void };
        };
        if (sotto === undefined) return;
        clearInterval(wait);
        sotto.on('error', ({ code }) => errors.push(code));
      }, 5);
    });
  });
  await page.goto(`${shop.url}/`);
  await settled(page);
  expect((await idsOf(listOf(page, 'for-you'))).length).toBe(8);
  expect(await page.evaluate(() => (window as unknown as { errors: string[] }).errors)).toContain(
    'pack/corrupt',
  );
});

test('shows contextual lists when no worker can run', async ({ page, shop }) => {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  await page.route('**/sotto.worker.js*', (route) => route.abort());
  await page.goto(`${shop.url}/c/living/lighting`);
  const list = listOf(page, 'popular-in-category');
  expect((await idsOf(list)).length).toBeGreaterThan(3);
  expect(thrown).toEqual([]);
});

test('starts the worker once more when it dies', async ({ page, shop }) => {
  let served = 0;
  await page.route('**/sotto.worker.js*', (route) => {
    served += 1;
    return served === 1
      ? route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("died")' })
      : route.continue();
  });
  await page.goto(`${shop.url}/`);
  await settled(page);
  expect(served).toBe(2);
  expect((await idsOf(listOf(page, 'for-you'))).length).toBe(8);
});

test('leaves the page alone when the pack is gone', async ({ page, shop }) => {
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(error.message));
  for (const file of readdirSync(shop.packDir))
    if (!file.endsWith('.js')) rmSync(path.join(shop.packDir, file), { recursive: true });
  await page.goto(`${shop.url}/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.locator('sotto-recommendations').first().waitFor({ state: 'attached' });
  expect(thrown).toEqual([]);
});
