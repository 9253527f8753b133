import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { SottoError } from '@sotto/core';
import { encodeManifest, parseManifest, type PackFiles, type PackManifest } from '@sotto/catalog';
import { compress, isCompressible } from './compress.ts';
import { MANIFEST, readManifest, readPack } from './read-pack.ts';

/** Called before each step; what it throws stops the writing there. */
export type WriteObserver = (step: 'file' | 'verify' | 'swap' | 'sweep', name: string) => void;

const SIBLINGS = ['.br', '.gz'];
const NEXT = 'next.manifest.json';

/**
 * Puts a pack into a folder. New files are written beside the old ones, read back and verified; then
 * `manifest.json` is swapped in one step; then files that neither the new nor the previous manifest names
 * are removed, and no others. Whenever it stops, the folder holds a whole pack: the last good one until the
 * swap, the new one after it. What fails before the swap leaves nothing behind; what a crash leaves, the next
 * write removes. Shoppers who hold the previous manifest find its files until the next write.
 *
 * @throws cli/failed where the folder can't be written; pack/* where what was written can't be read back.
 */
export async function writePack(
  dir: string,
  pack: PackFiles,
  observe: WriteObserver = () => undefined,
): Promise<void> {
  await naming(dir, async () => {
    await mkdir(dir, { recursive: true });
    const previous = await previousManifest(dir);
    await undoing(dir, async () => {
      for (const { path: name, bytes } of pack.files) {
        observe('file', name);
        await writeDurably(path.join(dir, name), bytes);
        if (isCompressible(name)) await writeSiblings(dir, name, bytes);
      }
      await swapManifest(dir, pack.manifest, observe);
    });
    await writeSiblings(dir, MANIFEST, pack.manifest);
    observe('sweep', dir);
    await sweep(dir, [parseManifest(pack.manifest), ...(previous === undefined ? [] : [previous])]);
  });
}

/**
 * Replaces the manifest alone: new weights, the same files.
 *
 * @throws as {@link writePack}
 */
export async function writeManifest(dir: string, manifest: PackManifest): Promise<void> {
  const bytes = encodeManifest(manifest);
  await naming(dir, async () => {
    await undoing(dir, () => swapManifest(dir, bytes, () => undefined));
    await writeSiblings(dir, MANIFEST, bytes);
  });
}

/** Tells what failed and where, in words for a person. */
async function naming(dir: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof SottoError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SottoError(
      'cli/failed',
      { origin: 'cli', cause: error },
      `The pack can not be written to ${dir}: ${reason}`,
    );
  }
}

/** Removes what `write` brought into the folder, where it fails. */
async function undoing(dir: string, write: () => Promise<void>): Promise<void> {
  const before = new Set(await readdir(dir));
  try {
    await write();
  } catch (error) {
    for (const name of await readdir(dir)) {
      const isOurs = PARTIAL.test(name) || (PACK_FILE.test(name) && !before.has(name));
      // What can't be removed either must not hide why writing failed.
      if (isOurs) await rm(path.join(dir, name), { force: true }).catch(() => undefined);
    }
    throw error;
  }
}

async function swapManifest(
  dir: string,
  bytes: Uint8Array<ArrayBuffer>,
  observe: WriteObserver,
): Promise<void> {
  const staged = path.join(dir, NEXT);
  await writeDurably(staged, bytes);
  observe('verify', MANIFEST);
  await readPack(dir, NEXT);
  observe('swap', MANIFEST);
  // A sibling of the old manifest would be served in place of the new one.
  for (const suffix of SIBLINGS) await rm(path.join(dir, MANIFEST + suffix), { force: true });
  await rename(staged, path.join(dir, MANIFEST));
}

async function previousManifest(dir: string): Promise<PackManifest | undefined> {
  try {
    return await readManifest(dir);
  } catch (error) {
    if (error instanceof SottoError) return undefined;
    throw error;
  }
}

async function writeSiblings(dir: string, name: string, bytes: Uint8Array): Promise<void> {
  const { br, gz } = await compress(bytes);
  await writeDurably(path.join(dir, `${name}.br`), br);
  await writeDurably(path.join(dir, `${name}.gz`), gz);
}

/** Writes a file so that it is whole or not there, also after a loss of power. */
async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const partial = `${file}.part`;
  const handle = await open(partial, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(partial, file);
}

/** Every file that a manifest names. */
function filesOf({ files, images, models }: PackManifest): string[] {
  const sheets = images.mode === 'sheets' ? images.sheets : [];
  const parts = Object.values(models ?? {}).flatMap(({ model, test }) => [model, test]);
  return [...Object.values(files), ...sheets, ...parts].map((entry) => entry.path);
}

/** What a file of a pack looks like; anything else in the folder belongs to somebody else. */
const PACK_FILE = /^[a-z0-9-]+\.[0-9a-f]{12}\.(bin|json|onnx|webp)(\.br|\.gz)?$/;

/** What a write leaves when it stops midway. */
const PARTIAL =
  /^([a-z0-9-]+\.[0-9a-f]{12}\.(bin|json|onnx|webp)|(next\.)?manifest\.json)(\.br|\.gz)?\.part$|^next\.manifest\.json$/;

async function sweep(dir: string, manifests: readonly PackManifest[]): Promise<void> {
  const wanted = new Set(manifests.flatMap(filesOf));
  for (const name of await readdir(dir)) {
    const isOld = PACK_FILE.test(name) && !wanted.has(name.replace(/(\.br|\.gz)$/, ''));
    if (isOld || PARTIAL.test(name)) await rm(path.join(dir, name), { force: true });
  }
}
