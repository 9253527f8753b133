import type { SottoError } from '@sotto/core';
import { parseManifest, type PackMeta } from '@sotto/catalog';
import { PackServer, syntheticPack, syntheticShop } from '@sotto/testing';
import { expect, test } from 'vitest';
import { PackStages, type PackStagesOptions } from './pack-stages.ts';
import type { Shop } from './shop.ts';

const shop = syntheticShop({ products: 40, users: 60 });
const sheets: PackMeta['images'] = {
  cell: 8,
  columns: 5,
  rows: 5,
  sheets: [Uint8Array.of(1), Uint8Array.of(2), Uint8Array.of(3)],
  cells: Uint32Array.from({ length: 40 }, (_, added) => added + 1),
};

/** Stages over a server, and what they say. */
function open(server: PackServer, options: Partial<PackStagesOptions> = {}) {
  const marks: string[] = [];
  const changes: string[] = [];
  const errors: SottoError[] = [];
  const waiting = new Map<string, () => void>();
  const stages = new PackStages({
    url: server.url,
    fetch: server.fetch,
    caches: undefined,
    saveData: false,
    mayKeep: () => false,
    mark: (stage) => {
      marks.push(stage);
      waiting.get(stage)?.();
    },
    onChange: (cause) => changes.push(cause),
    onError: (error) => errors.push(error),
    ...options,
  });
  const reached = (stage: string): Promise<void> =>
    new Promise((resolve) => {
      if (marks.includes(stage)) resolve();
      else waiting.set(stage, resolve);
    });
  return { stages, marks, changes, errors, reached };
}

const paths = ({ requests }: PackServer): string[] =>
  requests.map(({ path }) => path.split('.')[0] ?? '');

const related = (from: Shop): string[] => {
  const page = { kind: 'product', item: 'p-1', basket: [] } as const;
  return from.recommend({ strategy: 'related', limit: 5, page }, [], 0).items.map(({ id }) => id);
};

test('makes a list of numbers and texts alone, before anything else has come', async () => {
  const server = new PackServer(await syntheticPack(shop));
  const release = ['neighbours', 'together', 'details', 'aliases'].map((name) => server.hold(name));
  const { stages, marks, changes, reached } = open(server);
  const first = await stages.shop;
  expect(related(first)).toHaveLength(5);
  expect(stages.status()).toMatchObject({ products: 40, loaded: ['items', 'texts'] });
  expect(marks).toEqual(['pack']);
  expect(changes).toEqual([]);
  for (const each of release) each();
  await reached('complete');
  expect([...stages.status().loaded].sort()).toEqual(
    ['items', 'texts', 'neighbours', 'together', 'details', 'aliases', 'terms'].sort(),
  );
  expect(changes).toEqual(['pack', 'pack']);
});

test('makes better lists once neighbours have come', async () => {
  const server = new PackServer(await syntheticPack(shop));
  const release = server.hold('neighbours');
  const { stages, reached } = open(server);
  const first = await stages.shop;
  const reasons = (): string[] =>
    first
      .recommend(
        { strategy: 'related', limit: 5, page: { kind: 'product', item: 'p-1', basket: [] } },
        [],
        0,
      )
      .items.flatMap((item) => item.reasons.map(({ channel }) => channel));
  expect(reasons()).not.toContain('neighbours');
  release();
  await reached('complete');
  expect(reasons()).toContain('neighbours');
});

test('asks for the manifest first and every file once', async () => {
  const server = new PackServer(await syntheticPack(shop, { images: sheets }));
  const { reached } = open(server);
  await reached('thumbnails');
  expect(paths(server)[0]).toBe('manifest');
  expect(paths(server).slice(1, 3).sort()).toEqual(['items', 'texts']);
  expect(paths(server).slice(-4)).toEqual(['thumbnails', 'sheet-0', 'sheet-1', 'sheet-2']);
  expect(new Set(paths(server)).size).toBe(server.requests.length);
  expect(server.requests.every(({ method, hasBody }) => method === 'GET' && !hasBody)).toBe(true);
});

test('says with every sheet that pictures have come', async () => {
  const server = new PackServer(await syntheticPack(shop, { images: sheets }));
  const { changes, reached, stages } = open(server);
  expect(await stages.thumbnail(0)).toBeNull();
  await reached('thumbnails');
  expect(changes).toEqual(['pack', 'pack', 'pack', 'thumbnails', 'thumbnails', 'thumbnails']);
});

test('fetches vectors after everything that lists need', async () => {
  const server = new PackServer(await syntheticPack(shop));
  const release = server.hold('vectors');
  const { reached, stages } = open(server);
  await reached('complete');
  expect(stages.status().loaded).toContain('terms');
  release();
  await reached('vectors');
  expect(stages.status().loaded).toContain('vectors');
  expect(paths(server).at(-1)).toBe('vectors');
});

test('leaves vectors out where they are damaged', async () => {
  const server = new PackServer(await syntheticPack(shop));
  server.change('vectors', (bytes) => bytes.map((byte) => byte ^ 1));
  const { reached, stages, errors } = open(server);
  await reached('vectors');
  expect(errors.map(({ code }) => code)).toEqual(['pack/corrupt']);
  expect(stages.status().loaded).not.toContain('vectors');
  expect(related(await stages.shop)).toHaveLength(5);
});

test('fetches neither pictures nor vectors where the device saves data', async () => {
  const server = new PackServer(await syntheticPack(shop, { images: sheets }));
  const { reached, stages } = open(server, { saveData: true });
  await reached('complete');
  await stages.shop;
  expect(paths(server).filter((path) => /sheet|thumbnails|vectors/.test(path))).toEqual([]);
  expect(stages.status().loaded).not.toContain('thumbnails');
});

test.each(['neighbours', 'together', 'details', 'aliases'])(
  'leaves %s out where it is damaged',
  async (name) => {
    const server = new PackServer(await syntheticPack(shop));
    server.change(name, (bytes) => bytes.map((byte) => byte ^ 1));
    const { reached, stages, errors } = open(server);
    await reached('complete');
    expect(errors.map(({ code }) => code)).toEqual(['pack/corrupt']);
    expect(stages.status().loaded).not.toContain(name);
    expect(related(await stages.shop)).toHaveLength(5);
  },
);

test('leaves pictures out where a sheet is missing', async () => {
  const server = new PackServer(await syntheticPack(shop, { images: sheets }));
  server.change('sheet-1', 404);
  const error = await new Promise<SottoError>((resolve) => open(server, { onError: resolve }));
  expect(error.code).toBe('pack/unreachable');
  expect(paths(server)).not.toContain('sheet-2');
});

test('waits for attributes before the first list where a rule excludes by one', async () => {
  const rules = ['exclude where attribute.style = "red"'];
  const server = new PackServer(await syntheticPack(shop, { rules }));
  const release = server.hold('details');
  const { stages } = open(server);
  let isReady = false;
  const ready = stages.shop.then((first) => {
    isReady = true;
    return first;
  });
  while (!paths(server).includes('details')) await new Promise((resolve) => setImmediate(resolve));
  expect(isReady).toBe(false);
  release();
  const list = (await ready).recommend(
    { strategy: 'trending', limit: 40, page: { kind: 'home', basket: [] } },
    [],
    0,
  );
  expect(list.items.length).toBeGreaterThan(0);
  expect(list.items.filter(({ title }) => title.startsWith('Red'))).toEqual([]);
});

test.each([
  ['no answer', (server: PackServer) => server.clear(), 'pack/unreachable'],
  ['404', (server: PackServer) => server.change('manifest', 404), 'pack/unreachable'],
  [
    'a page instead of a manifest',
    (server: PackServer) =>
      server.change('manifest', () => new TextEncoder().encode('<!doctype html>')),
    'pack/manifest',
  ],
  [
    'another format',
    (server: PackServer) =>
      server.change('manifest', (bytes) =>
        new TextEncoder().encode(
          new TextDecoder().decode(bytes).replace('"version": 1', '"version": 2'),
        ),
      ),
    'pack/version',
  ],
  [
    'damaged items',
    (server: PackServer) => server.change('items', (bytes) => bytes.map((byte) => byte ^ 1)),
    'pack/corrupt',
  ],
  [
    'half of the texts',
    (server: PackServer) => server.change('texts', (bytes) => bytes.slice(0, bytes.length / 2)),
    'pack/truncated',
  ],
  [
    'endless texts',
    (server: PackServer) => server.change('texts', (bytes) => new Uint8Array(bytes.length * 2)),
    'pack/too-large',
  ],
] as const)(
  'has no list where the server has %s and nothing was kept',
  async (_, breakIt, code) => {
    const server = new PackServer(await syntheticPack(shop));
    breakIt(server);
    const { stages, errors } = open(server);
    await expect(stages.shop).rejects.toMatchObject({ code });
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(stages.status()).toMatchObject({ id: '', products: 0, loaded: [] });
  },
);

test('refuses files that are whole but do not belong together', async () => {
  const other = await syntheticPack(syntheticShop({ products: 41, users: 60 }));
  const [pack, texts] = [await syntheticPack(shop), other.files[1]];
  if (texts === undefined) throw new Error('no texts');
  const server = new PackServer({ manifest: pack.manifest, files: [...pack.files, texts] });
  server.change('manifest', (bytes) => {
    const manifest = parseManifest(bytes);
    const files = { ...manifest.files, texts: parseManifest(other.manifest).files.texts };
    return new TextEncoder().encode(JSON.stringify({ ...manifest, files }));
  });
  await expect(open(server).stages.shop).rejects.toMatchObject({ code: 'pack/corrupt' });
});
