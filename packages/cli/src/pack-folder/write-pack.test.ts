import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parseManifest, withWeights, type PackFiles } from '@sotto/catalog';
import { syntheticPack, syntheticShop } from '@sotto/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifest, readPack } from './read-pack.ts';
import { writeManifest, writePack, type WriteObserver } from './write-pack.ts';

function makePack(products: number): Promise<PackFiles> {
  const sheets = [Uint8Array.of(products)];
  const cells = new Uint32Array(products);
  const images = { cell: 8, columns: 4, rows: 4, sheets, cells };
  return syntheticPack(syntheticShop({ products, users: 20 }), { images });
}

const idOf = ({ manifest }: PackFiles): string => parseManifest(manifest).id;
const oldPack = await makePack(20);
const newPack = await makePack(24);

let folder: string;
let dir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sotto-write-'));
  dir = path.join(folder, 'pack');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Every name that packs make in a folder. */
function namesOf(...packs: PackFiles[]): string[] {
  const names = [...packs.flatMap(({ files }) => files.map((file) => file.path)), 'manifest.json'];
  return [...new Set(names)]
    .flatMap((name) => (name.endsWith('.webp') ? [name] : [name, `${name}.br`, `${name}.gz`]))
    .sort();
}

/** What the folder holds, names and bytes. */
const state = (at: string): Map<string, string> =>
  new Map(
    readdirSync(at)
      .sort()
      .map((name) => [name, readFileSync(path.join(at, name), 'latin1')]),
  );

/** Every step of writing `pack` into a folder, in their order. */
async function stepsOf(pack: PackFiles, observe: WriteObserver = () => undefined) {
  const steps: string[] = [];
  await writePack(dir, pack, (step, name) => {
    steps.push(`${step} ${name}`);
    observe(step, name);
  });
  return steps;
}

test('writes every file, its compressed siblings, and nothing else', async () => {
  await writePack(dir, newPack);
  expect(readdirSync(dir).sort()).toEqual(namesOf(newPack));
  for (const name of readdirSync(dir)) {
    const original = readFileSync(path.join(dir, name.replace(/\.(br|gz)$/, '')));
    const bytes = readFileSync(path.join(dir, name));
    if (name.endsWith('.br')) expect(brotliDecompressSync(bytes)).toEqual(original);
    if (name.endsWith('.gz')) expect(gunzipSync(bytes)).toEqual(original);
  }
});

test('keeps the previous pack’s files for shoppers who hold its manifest, no older ones, and all foreign ones', async () => {
  await writePack(dir, await makePack(12));
  writeFileSync(path.join(dir, 'sotto.js'), 'tag');
  writeFileSync(path.join(dir, 'items.txt'), 'notes');
  await writePack(dir, oldPack);
  await writePack(dir, newPack);
  expect(readdirSync(dir).sort()).toEqual(
    [...namesOf(oldPack, newPack), 'items.txt', 'sotto.js'].sort(),
  );
});

test('heals a damaged file when the same pack is written again', async () => {
  await writePack(dir, oldPack);
  truncateSync(path.join(dir, oldPack.files[0]?.path ?? ''), 3);
  await expect(readPack(dir)).rejects.toMatchObject({ code: 'pack/truncated' });
  await writePack(dir, oldPack);
  expect((await readPack(dir)).manifest.id).toBe(idOf(oldPack));
});

test(
  'holds a whole pack at every moment, and the next write clears what a crash left',
  { timeout: 60_000 },
  async () => {
    await writePack(dir, oldPack);
    const crashes: string[] = [];
    const steps = await stepsOf(newPack, (step) => {
      const crash = path.join(folder, `crash-${crashes.length}`);
      cpSync(dir, crash, { recursive: true });
      writeFileSync(path.join(crash, `${newPack.files[0]?.path}.br.part`), 'half');
      crashes.push(crash);
      const whole = step === 'sweep' ? newPack : oldPack;
      expect(readFileSync(path.join(crash, 'manifest.json'))).toEqual(Buffer.from(whole.manifest));
    });
    expect(steps).toHaveLength(newPack.files.length + 3);
    for (const [at, crash] of crashes.entries()) {
      const whole = steps[at]?.startsWith('sweep') ? newPack : oldPack;
      expect((await readPack(crash)).manifest.id).toBe(idOf(whole));
      await writePack(crash, newPack);
      expect((await readPack(crash)).manifest.id).toBe(idOf(newPack));
      const left = new Set(namesOf(oldPack, newPack));
      expect(readdirSync(crash).filter((name) => !left.has(name))).toEqual([]);
    }
  },
);

test('leaves the last good pack and nothing else wherever writing fails before the swap', async () => {
  await writePack(dir, oldPack);
  const before = state(dir);
  for (let at = 0; at < newPack.files.length + 2; at++) {
    let step = 0;
    const failing = writePack(dir, newPack, () => {
      if (step++ === at) throw new Error('no power');
    });
    await expect(failing).rejects.toMatchObject({ code: 'cli/failed' });
    expect(state(dir)).toEqual(before);
  }
  expect((await readPack(dir)).manifest.id).toBe(idOf(oldPack));
});

test('leaves an empty folder where the first pack can not be written', async () => {
  const failing = writePack(dir, oldPack, (step) => {
    if (step === 'swap') throw new Error('no power');
  });
  await expect(failing).rejects.toMatchObject({ code: 'cli/failed' });
  expect(readdirSync(dir)).toEqual([]);
});

test('refuses a pack whose file is not what its manifest says', async () => {
  await writePack(dir, oldPack);
  const before = state(dir);
  const [first, ...more] = newPack.files;
  if (first === undefined) throw new Error('no files');
  const files = [{ ...first, bytes: first.bytes.map((byte) => byte ^ 1) }, ...more];
  await expect(writePack(dir, { ...newPack, files })).rejects.toMatchObject({
    code: 'pack/corrupt',
    message: expect.stringContaining(first.path) as string,
  });
  expect(state(dir)).toEqual(before);
});

test('notices a file that the disk lost before the swap', async () => {
  await writePack(dir, oldPack);
  const before = state(dir);
  const lost = newPack.files[1]?.path ?? '';
  const failing = writePack(dir, newPack, (step) => {
    if (step === 'verify') truncateSync(path.join(dir, lost), 5);
  });
  await expect(failing).rejects.toMatchObject({ code: 'pack/truncated' });
  expect(state(dir)).toEqual(before);
});

/** Writing to this device fails as on a full disk. */
const FULL = '/dev/full';

test.skipIf(!existsSync(FULL)).each(['first file', 'last file', 'manifest'])(
  'leaves the last good pack where the disk is full at the %s',
  async (when) => {
    await writePack(dir, oldPack);
    const before = state(dir);
    const name = {
      'first file': newPack.files[0]?.path ?? '',
      'last file': newPack.files.at(-1)?.path ?? '',
      manifest: 'next.manifest.json',
    }[when];
    symlinkSync(FULL, path.join(dir, `${name}.part`));
    await expect(writePack(dir, newPack)).rejects.toMatchObject({
      code: 'cli/failed',
      message: expect.stringMatching(/can not be written to .*no space left/) as string,
    });
    expect(state(dir)).toEqual(before);
  },
);

test.skipIf(!existsSync(FULL))(
  'serves the new pack uncompressed where the disk is full after the swap',
  async () => {
    await writePack(dir, oldPack);
    symlinkSync(FULL, path.join(dir, 'manifest.json.br.part'));
    await expect(writePack(dir, newPack)).rejects.toMatchObject({ code: 'cli/failed' });
    expect((await readPack(dir)).manifest.id).toBe(idOf(newPack));
    expect(existsSync(path.join(dir, 'manifest.json.br'))).toBe(false);
  },
);

test('says where it can not write', async () => {
  writeFileSync(dir, 'a file, not a folder');
  await expect(writePack(dir, newPack)).rejects.toMatchObject({
    code: 'cli/failed',
    message: expect.stringContaining(dir) as string,
  });
  expect(readFileSync(dir, 'utf8')).toBe('a file, not a folder');
});

test('leaves the last good pack where something else stands in the way', async () => {
  await writePack(dir, oldPack);
  mkdirSync(path.join(dir, newPack.files.at(-1)?.path ?? '', 'child'), { recursive: true });
  await expect(writePack(dir, newPack)).rejects.toMatchObject({ code: 'cli/failed' });
  expect((await readPack(dir)).manifest.id).toBe(idOf(oldPack));
});

test('gives a whole pack to whoever reads while packs are swapped', async () => {
  await writePack(dir, oldPack);
  const work = { isDone: false };
  const seen = new Set<string>();
  const reading = async (): Promise<void> => {
    while (!work.isDone) seen.add((await readPack(dir)).manifest.id);
  };
  const readers = [reading(), reading()];
  for (const pack of [newPack, oldPack, newPack, oldPack, newPack]) await writePack(dir, pack);
  work.isDone = true;
  await Promise.all(readers);
  expect([...seen].sort()).toEqual([idOf(oldPack), idOf(newPack)].sort());
});

test('replaces the manifest alone, or not at all', async () => {
  await writePack(dir, oldPack);
  const manifest = await readManifest(dir);
  const other = await withWeights(manifest, { ...manifest.weights, terms: 9 }, {});
  await writeManifest(dir, other);
  expect(await readManifest(dir)).toEqual(other);
  expect(gunzipSync(readFileSync(path.join(dir, 'manifest.json.gz')))).toEqual(
    readFileSync(path.join(dir, 'manifest.json')),
  );
  const before = state(dir);
  const wrong = { ...other, counts: { ...other.counts, products: 1 } };
  await expect(writeManifest(dir, wrong)).rejects.toMatchObject({ code: 'pack/corrupt' });
  expect(state(dir)).toEqual(before);
});
