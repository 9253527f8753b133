import { SottoError } from '@sotto/core';
import type { PackFiles } from '@sotto/catalog';
import { DEFAULT_WEIGHTS } from '@sotto/ranking';
import { PackServer, syntheticPack, syntheticShop } from '@sotto/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PACK_CACHE } from './pack-loader.ts';
import { PackStages, type PackStagesOptions } from './pack-stages.ts';

const packOf = (products: number): Promise<PackFiles> =>
  syntheticPack(syntheticShop({ products, users: 40 }), {
    weights: { ...DEFAULT_WEIGHTS, sequence: 0 },
    images: {
      cell: 8,
      columns: 8,
      rows: 8,
      sheets: [Uint8Array.of(products)],
      cells: new Uint32Array(products),
    },
  });
const [first, second] = [await packOf(30), await packOf(36)];

let server: PackServer;
beforeEach(() => {
  server = new PackServer(first);
});
afterEach(() => caches.delete(PACK_CACHE));

/** Opens the pack as a page load does, until everything has come and is kept. */
async function visit(options: Partial<PackStagesOptions> = {}) {
  const errors: string[] = [];
  const { promise: settled, resolve } = deferred();
  const stages: PackStages = new PackStages({
    url: server.url,
    fetch: server.fetch,
    caches,
    saveData: false,
    mayKeep: () => true,
    // Pictures come after the pack was kept; a pack of the cache has none.
    mark: (stage) => {
      if (stage === 'thumbnails' || (stage === 'complete' && stages.status().fromCache)) resolve();
    },
    onChange: () => undefined,
    onError: ({ code }) => errors.push(code),
    ...options,
  });
  const shop = await stages.shop.catch((error: unknown) => error);
  if (!(shop instanceof SottoError)) await settled;
  const { products, fromCache, loaded } = stages.status();
  return { stages, errors, products, fromCache, loaded };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  const resolvers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => resolvers.push(resolve));
  return { promise, resolve: () => resolvers.forEach((resolve) => resolve()) };
}

const keptPaths = async (): Promise<string[]> => {
  const requests = await (await caches.open(PACK_CACHE)).keys();
  return requests.map(({ url }) => url.slice(server.url.length));
};

const flipped = (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte) => byte ^ 1);
const edited =
  (change: (text: string) => string) =>
  (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    new TextEncoder().encode(change(new TextDecoder().decode(bytes)));

const FAULTS: readonly [string, (broken: PackServer) => void, string][] = [
  ['no server', (broken) => broken.clear(), 'pack/unreachable'],
  ['a missing manifest', (broken) => broken.change('manifest', 404), 'pack/unreachable'],
  ['a failing server', (broken) => broken.change('items', 503), 'pack/unreachable'],
  ['a missing file', (broken) => broken.change('texts', 404), 'pack/unreachable'],
  [
    'a truncated manifest',
    (broken) => broken.change('manifest', (bytes) => bytes.slice(0, 300)),
    'pack/manifest',
  ],
  [
    'a manifest without end',
    (broken) => broken.change('manifest', () => new Uint8Array(300_000)),
    'pack/too-large',
  ],
  [
    'a later format',
    (broken) =>
      broken.change(
        'manifest',
        edited((text) => text.replace('"version": 1', '"version": 2')),
      ),
    'pack/version',
  ],
  [
    'a path out of its folder',
    (broken) =>
      broken.change(
        'manifest',
        edited((text) => text.replace('"items.', '"../items.')),
      ),
    'pack/manifest',
  ],
  ['a damaged file', (broken) => broken.change('items', flipped), 'pack/corrupt'],
  [
    'a truncated file',
    (broken) => broken.change('texts', (bytes) => bytes.slice(0, -1)),
    'pack/truncated',
  ],
  [
    'a file that is too long',
    (broken) => broken.change('texts', (bytes) => Uint8Array.of(...bytes, 0)),
    'pack/too-large',
  ],
];

test.each(FAULTS)('uses the last good pack where it meets %s', async (_, fault, code) => {
  expect(await visit()).toMatchObject({ products: 30, fromCache: false, errors: [] });
  server.put(second);
  fault(server);
  const broken = await visit();
  expect(broken).toMatchObject({ products: 30, fromCache: true, errors: [code] });
  expect(broken.loaded).toEqual(
    expect.arrayContaining(['items', 'texts', 'neighbours', 'together', 'details', 'terms']),
  );
});

test.each(FAULTS)('has no pack where it meets %s on the first visit', async (_, fault, code) => {
  fault(server);
  expect(await visit()).toMatchObject({ products: 0, errors: [code] });
  expect(await keptPaths()).toEqual([]);
});

test('takes the shop’s pack again once it is whole', async () => {
  await visit();
  server.put(second);
  server.change('items', flipped);
  await visit();
  server.put(second);
  expect(await visit()).toMatchObject({ products: 36, fromCache: false, errors: [] });
  server.clear();
  expect(await visit()).toMatchObject({ products: 36, fromCache: true });
});

test('keeps one pack without pictures and what no channel uses, and nothing of older ones', async () => {
  await visit();
  server.put(second);
  await visit();
  const wanted = second.files
    .map(({ path }) => path)
    .filter((path) => !/^(sheet|thumbnails|fallback|sequence)/.test(path));
  expect((await keptPaths()).sort()).toEqual([...wanted, 'manifest.json'].sort());
});

test('leaves what another folder’s pack has kept', async () => {
  const other = 'https://shop.example/other/manifest.json';
  await (await caches.open(PACK_CACHE)).put(other, new Response('theirs'));
  await visit();
  server.put(second);
  await visit();
  expect(await (await (await caches.open(PACK_CACHE)).match(other))?.text()).toBe('theirs');
});

test('keeps nothing before the shopper has agreed', async () => {
  await visit({ mayKeep: () => false });
  expect(await caches.has(PACK_CACHE)).toBe(false);
});

test('forgets what it kept', async () => {
  const { stages } = await visit();
  await stages.forget();
  expect(await caches.has(PACK_CACHE)).toBe(false);
});

test('does not put a pack with a broken part in the place of the last good one', async () => {
  await visit();
  server.put(second);
  server.change('neighbours', flipped);
  expect(await visit()).toMatchObject({ products: 36, fromCache: false, errors: ['pack/corrupt'] });
  server.clear();
  const last = await visit();
  expect(last).toMatchObject({ products: 30, fromCache: true });
  expect(last.loaded).toContain('neighbours');
});

test('tells what is wrong with the shop’s pack where the kept one is broken too', async () => {
  await visit();
  const cache = await caches.open(PACK_CACHE);
  for (const request of await cache.keys())
    if (request.url.includes('texts')) await cache.put(request, new Response('damaged'));
  server.change('manifest', 404);
  expect(await visit()).toMatchObject({ products: 0, errors: ['pack/unreachable'] });
});

test('tells what is wrong with the shop’s pack where the cache can not be asked', async () => {
  // As the Cache API rejects where the browser allows no storage at all.
  const denied = new DOMException('denied', 'SecurityError');
  const refusing = new Proxy(caches, { get: () => () => Promise.reject(denied) });
  server.change('items', flipped);
  expect(await visit({ caches: refusing })).toMatchObject({ errors: ['pack/corrupt'] });
});

test('goes on without keeping where the cache is full', async () => {
  const full = new DOMException('full', 'QuotaExceededError');
  const refusing = new Proxy(caches, { get: () => () => Promise.reject(full) });
  expect(await visit({ caches: refusing })).toMatchObject({
    products: 30,
    errors: ['storage/quota'],
  });
});
