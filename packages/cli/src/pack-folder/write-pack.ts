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
 * swap, the new one after it. Shoppers who hold the previous manifest find its files until the next write.
 *
 * @throws cli/failed where the folder can't be written; pack/* where what was written can't be read back.
 */
export async function writePack(
  dir: string,
  pack: PackFiles,
  observe: WriteObserver = () => undefined,
): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    const previous = await previousManifest(dir);
    for (const { path: name, bytes } of pack.files) {
      observe('file', name);
      await writeWithSiblings(dir, name, bytes);
    }
    await swapManifest(dir, pack.manifest, observe);
    observe('sweep', dir);
    await sweep(dir, [parseManifest(pack.manifest), ...(previous === undefined ? [] : [previous])]);
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

/** Replaces the manifest alone: new weights, the same files. */
export async function writeManifest(dir: string, manifest: PackManifest): Promise<void> {
  await swapManifest(dir, encodeManifest(manifest), () => undefined);
}

async function swapManifest(
  dir: string,
  bytes: Uint8Array<ArrayBuffer>,
  observe: WriteObserver,
): Promise<void> {
  observe('verify', MANIFEST);
  const staged = path.join(dir, NEXT);
  await writeDurably(staged, bytes);
  await readPack(dir, NEXT);
  const { br, gz } = await compress(bytes);
  observe('swap', MANIFEST);
  // A sibling of the old manifest would be served in place of the new one.
  for (const suffix of SIBLINGS) await rm(path.join(dir, MANIFEST + suffix), { force: true });
  await rename(staged, path.join(dir, MANIFEST));
  await writeDurably(path.join(dir, `${MANIFEST}.br`), br);
  await writeDurably(path.join(dir, `${MANIFEST}.gz`), gz);
}

async function previousManifest(dir: string): Promise<PackManifest | undefined> {
  try {
    return await readManifest(dir);
  } catch (error) {
    if (error instanceof SottoError) return undefined;
    throw error;
  }
}

async function writeWithSiblings(dir: string, name: string, bytes: Uint8Array): Promise<void> {
  await writeDurably(path.join(dir, name), bytes);
  if (!isCompressible(name)) return;
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
function filesOf({ files, images }: PackManifest): string[] {
  const sheets = images.mode === 'sheets' ? images.sheets : [];
  return [...Object.values(files), ...sheets].map((entry) => entry.path);
}

/** What a file of a pack looks like; anything else in the folder belongs to somebody else. */
const PACK_FILE = /^[a-z0-9-]+\.[0-9a-f]{12}\.(bin|json|webp)(\.br|\.gz)?(\.part)?$/;

async function sweep(dir: string, manifests: readonly PackManifest[]): Promise<void> {
  const wanted = new Set(manifests.flatMap(filesOf));
  for (const name of await readdir(dir)) {
    if (PACK_FILE.test(name) && !wanted.has(name.replace(/(\.br|\.gz)?(\.part)?$/, ''))) {
      await rm(path.join(dir, name), { force: true });
    }
  }
}
