import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { SottoError, type ItemVectors, type NeighbourTable } from '@sotto/core';
import {
  decodeAliases,
  decodeDetails,
  decodeFallback,
  decodeItems,
  decodeNeighbours,
  decodeTexts,
  decodeThumbnails,
  decodeVectors,
  MAX_MANIFEST_BYTES,
  parseManifest,
  verifyFile,
  type AliasesFile,
  type DetailsFile,
  type FileEntry,
  type FileName,
  type ItemsFile,
  type PackManifest,
  type TextsFile,
} from '@sotto/catalog';

/** A pack, read whole and verified. */
export interface ReadPack extends ItemsFile, TextsFile, DetailsFile {
  readonly manifest: PackManifest;
  readonly neighbours?: NeighbourTable;
  readonly together?: NeighbourTable;
  readonly vectors?: ItemVectors;
  readonly sequenceVectors?: ItemVectors;
  readonly aliases?: AliasesFile;
  /** Bytes of each model, by id. */
  readonly models: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  /** For each product 1 + the number of its cell through all sheets; 0 for none. */
  readonly cells?: Uint32Array;
}

/** Name of the one file of a pack that changes in place. */
export const MANIFEST = 'manifest.json';

/**
 * Reads the manifest of a pack's folder.
 *
 * @throws pack/unreachable, pack/manifest, pack/version, pack/too-large
 */
export async function readManifest(dir: string, name: string = MANIFEST): Promise<PackManifest> {
  return parseManifest(await read(dir, name, MAX_MANIFEST_BYTES));
}

/**
 * Reads and verifies every file of a pack's folder, sheets and models too.
 *
 * @param name of the manifest. Default `manifest.json`.
 * @throws pack/* naming the file that is wrong.
 */
export async function readPack(dir: string, name: string = MANIFEST): Promise<ReadPack> {
  const manifest = await readManifest(dir, name);
  const file = (name: FileName): Promise<Uint8Array<ArrayBuffer> | undefined> =>
    readVerified(dir, manifest.files[name]);
  const numbers = decodeItems(await needed(file('items')));
  const texts = decodeTexts(await needed(file('texts')));
  const { size } = numbers.items;
  if (texts.ids.size !== size || manifest.counts.products !== size) {
    throw new SottoError(
      'pack/corrupt',
      { origin: 'pack' },
      `The files of the pack in ${dir} do not belong together: they differ in the number of products`,
    );
  }
  const [neighbours, together, vectors, sequence, aliases, thumbnails, fallback] =
    await Promise.all([
      file('neighbours'),
      file('together'),
      file('vectors'),
      file('sequence'),
      file('aliases'),
      file('thumbnails'),
      file('fallback'),
    ]);
  if (fallback !== undefined) decodeFallback(fallback);
  if (manifest.images.mode === 'sheets') {
    for (const sheet of manifest.images.sheets) await readVerified(dir, sheet);
  }
  const models = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [id, { model, test }] of Object.entries(manifest.models ?? {})) {
    models.set(id, await needed(readVerified(dir, model)));
    await readVerified(dir, test);
  }
  return {
    manifest,
    models,
    ...numbers,
    ...texts,
    ...decodeDetails(await needed(file('details')), texts),
    ...(neighbours === undefined ? {} : { neighbours: decodeNeighbours(neighbours, size) }),
    ...(vectors === undefined ? {} : { vectors: decodeVectors(vectors, size) }),
    ...(sequence === undefined ? {} : { sequenceVectors: decodeVectors(sequence, size) }),
    ...(aliases === undefined ? {} : { aliases: decodeAliases(aliases, size) }),
    ...(thumbnails === undefined ? {} : { cells: decodeThumbnails(thumbnails, size) }),
    ...(together === undefined ? {} : { together: decodeNeighbours(together, size) }),
  };
}

async function readVerified(
  dir: string,
  entry: FileEntry | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (entry === undefined) return undefined;
  const bytes = await read(dir, entry.path, entry.bytes);
  await verifyFile(entry, bytes);
  return bytes;
}

async function needed(
  reading: Promise<Uint8Array<ArrayBuffer> | undefined>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await reading;
  if (bytes === undefined) throw new SottoError('pack/manifest', { origin: 'pack' });
  return bytes;
}

async function read(dir: string, name: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = path.join(dir, name);
  try {
    const { size } = await stat(file);
    if (size > maxBytes) {
      throw new SottoError(
        'pack/too-large',
        { origin: 'pack' },
        `${file} is larger than ${maxBytes} bytes`,
      );
    }
    return new Uint8Array(await readFile(file));
  } catch (error) {
    if (error instanceof SottoError) throw error;
    throw new SottoError(
      'pack/unreachable',
      { origin: 'pack', cause: error },
      `${file} can not be read`,
    );
  }
}
