import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page, Worker } from '@playwright/test';
import { chooseRuntime, modelOf, sotto } from './page-models.ts';
import { addToBasket, consent, expect, idsOf, listOf, test } from './shop.ts';

const intentOf = (page: Page) => sotto(page, (client) => client.intent());

/** Opens a product and puts it into the basket, with consent given. */
async function fillBasket(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/`);
  await consent(page, 'granted');
  await page.goto(`${url}/c/living/lighting`);
  const link = await page.locator('ul.grid a[href^="/p/"]').first().getAttribute('href');
  await page.goto(`${url}${link}`);
  await addToBasket(page);
}

interface Manifest {
  readonly weights: Record<string, number>;
  readonly models: Record<
    'intent',
    { readonly test: { path: string; bytes: number; sha256: string } }
  >;
}

function editManifest(packDir: string, edit: (manifest: Manifest) => void): void {
  const file = path.join(packDir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  edit(manifest);
  writeFileSync(file, JSON.stringify(manifest));
  for (const suffix of ['.br', '.gz']) rmSync(file + suffix);
}

/** The worker's scope, with the GPU device that its runtime asked for. */
interface GpuScope {
  readonly GPUAdapter: {
    readonly prototype: {
      requestDevice: (this: unknown, ...args: unknown[]) => Promise<GpuDevice>;
    };
  };
  device?: GpuDevice;
}
interface GpuDevice {
  destroy(): void;
}

/** Follows the page's worker, from before it has a model. */
function watchWorker(page: Page): Promise<Worker> {
  return new Promise((resolve) => page.on('worker', resolve));
}

test('fetches models after the first lists, without moving anything', async ({ page, shop }) => {
  editManifest(shop.packDir, ({ weights }) => (weights['sequence'] = 1));
  await fillBasket(page, shop.url);
  const cards: number[] = [];
  await page.route('**/sotto.models.js*', async (route) => {
    cards.push(await page.locator('sotto-recommendations li[data-id]').count());
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift' });
    });
    await route.continue();
  });
  const from = shop.received.length;
  await page.goto(`${shop.url}/`);
  expect(await modelOf(page, 'sequence-encoder')).toMatchObject({ state: 'ready' });
  await expect
    .poll(async () => (await modelOf(page, 'sequence-encoder')).run?.runs)
    .toBeGreaterThan(0);
  expect(cards[0]).toBeGreaterThan(0);
  const urls = shop.received.slice(from).map(({ url }) => url);
  const first = urls.findIndex((url) => /sotto\.models|\.onnx/.test(url));
  expect(urls.slice(first).filter((url) => /items|texts|neighbours/.test(url))).toEqual([]);
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
});

test('keeps models on the device, for every page', async ({ page, shop }) => {
  await fillBasket(page, shop.url);
  await modelOf(page, 'intent');
  const asked = () => shop.received.filter(({ url }) => url.includes('.onnx')).length;
  const before = asked();
  const other = await page.context().newPage();
  await other.goto(`${shop.url}/`);
  expect(await modelOf(other, 'intent')).toMatchObject({ state: 'ready' });
  expect(asked()).toBe(before);
  expect(await other.evaluate(() => caches.keys())).toContain('sotto-models');
});

test('moves a model to another runtime when the GPU device is lost, with the same answers', async ({
  page,
  shop,
}) => {
  // A GPU in software compiles for seconds: one model is enough.
  test.slow();
  editManifest(shop.packDir, ({ weights }) => (weights['sequence'] = 0));
  await fillBasket(page, shop.url);
  await modelOf(page, 'intent');
  await expect.poll(async () => (await intentOf(page)).length).toBe(1);
  const plain = await intentOf(page);

  await chooseRuntime(page, 'webgpu');
  const starting = watchWorker(page);
  await page.route(
    '**/sotto.models.js*',
    async (route) => {
      await (
        await starting
      ).evaluate(() => {
        const scope = globalThis as unknown as GpuScope;
        const { prototype } = scope.GPUAdapter;
        const request = prototype.requestDevice;
        prototype.requestDevice = async function keep(...args) {
          const device = await request.apply(this, args);
          scope.device = device;
          return device;
        };
      });
      await route.continue();
    },
    { times: 1 },
  );
  await page.reload();
  expect((await modelOf(page, 'intent')).run).toMatchObject({ runtime: 'webgpu', failed: {} });
  const onGpu = await intentOf(page);
  expect(onGpu[0]?.purchase).toBeCloseTo(plain[0]?.purchase ?? NaN, 3);

  await (await starting).evaluate(() => (globalThis as unknown as GpuScope).device?.destroy());
  const after = await intentOf(page);
  expect(after[0]?.purchase).toBeCloseTo(plain[0]?.purchase ?? NaN, 3);
  expect((await modelOf(page, 'intent')).run?.failed).toEqual({ webgpu: 'runtime/lost' });
  await expect.poll(async () => (await modelOf(page, 'intent')).run?.runtime).toBe('plain');
  await page.reload();
  expect((await modelOf(page, 'intent')).run).toMatchObject({
    runtime: 'wasm',
    failed: { webgpu: 'runtime/lost' },
  });
});

test('runs models in plain TypeScript where the policy forbids WASM', async ({ page, shop }) => {
  await chooseRuntime(page, 'wasm');
  await page.route('**/sotto.worker.js*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers(), 'content-security-policy': "script-src 'self'" };
    await route.fulfill({ response, headers });
  });
  await fillBasket(page, shop.url);
  const model = await modelOf(page, 'intent');
  expect(model.run).toMatchObject({ runtime: 'plain' });
  await expect.poll(async () => (await intentOf(page)).length).toBe(1);
});

test('does without a model that fails its self-test', async ({ page, shop }) => {
  editManifest(shop.packDir, ({ models }) => {
    const file = path.join(shop.packDir, models.intent.test.path);
    const golden = JSON.parse(readFileSync(file, 'utf8')) as {
      cases: { outputs: { purchase: { data: number[] } } }[];
    };
    golden.cases[0]!.outputs.purchase.data = [0.9];
    const bytes = Buffer.from(JSON.stringify(golden));
    for (const each of readdirSync(shop.packDir).filter((name) => name.startsWith('intent-test.')))
      rmSync(path.join(shop.packDir, each));
    writeFileSync(file, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    Object.assign(models.intent.test, { bytes: bytes.length, sha256 });
  });
  await page.goto(`${shop.url}/`);
  expect(await modelOf(page, 'intent')).toMatchObject({ state: 'failed', error: 'model/numbers' });
  expect((await idsOf(listOf(page, 'for-you'))).length).toBe(8);
});

test('has its models again after its worker died in the middle of a run', async ({
  page,
  shop,
}) => {
  const workers: Worker[] = [];
  page.on('worker', (worker) => workers.push(worker));
  await fillBasket(page, shop.url);
  await modelOf(page, 'intent');
  const pointsNow = async () => (await intentOf(page)).length;
  await expect.poll(pointsNow).toBe(1);
  const died = workers.at(-1);
  const pending = intentOf(page);
  await died?.evaluate(
    () =>
      void setTimeout(() => {
        throw new Error('killed');
      }),
  );
  await pending;
  expect(await modelOf(page, 'intent')).toMatchObject({ state: 'ready' });
  expect(workers.at(-1)).not.toBe(died);
  expect(await pointsNow()).toBe(1);
});
