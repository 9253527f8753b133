import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { FIRST_LIST_FILES, type FileName, type PackManifest } from '@sotto/catalog';
import { SottoError } from '@sotto/core';
import { compress, isCompressible } from '../pack-folder/index.ts';

/** When the device fetches a file. */
export type Stage = 'first list' | 'right after' | 'pictures' | 'models' | 'no worker';

/** One file of a pack. */
export interface PackFileSize {
  /** `manifest`, `sheets`, or the name of the file in the manifest. */
  readonly name: string;
  readonly stage: Stage;
  /** Files behind this line: one, or all sheets. */
  readonly files: number;
  readonly bytes: number;
  /** As a server sends it that serves the `.br` beside it. */
  readonly brotliBytes: number;
}

/** Products that {@link BUDGET_BYTES} is meant for. */
const BUDGET_PRODUCTS = 12_000;

/** Brotli bytes that the first list, and all files but pictures, may take for 12,000 products. */
const BUDGET_BYTES = { firstList: 500_000, all: 1_600_000 } as const;

/** Brotli bytes that a pack takes, and those that it may take. */
export interface PackBudget {
  readonly firstList: { readonly brotliBytes: number; readonly limit: number };
  /** Pictures and models apart. */
  readonly all: { readonly brotliBytes: number; readonly limit: number };
  readonly pictures: { readonly brotliBytes: number };
  readonly models: { readonly brotliBytes: number };
}

/**
 * The size of every file of a pack, in the order in which a device fetches them. A compressed file beside a
 * file must hold the same bytes: it is what shoppers get.
 *
 * @throws pack/corrupt, pack/unreachable
 */
export async function packSizes(dir: string, manifest: PackManifest): Promise<PackFileSize[]> {
  const { files, images, models } = manifest;
  const sizes: PackFileSize[] = [await sizeOf(dir, 'manifest.json', 'manifest', 'first list')];
  for (const [name, { path: file }] of Object.entries(files))
    sizes.push(await sizeOf(dir, file, name, stageOf(name as FileName)));
  if (images.mode === 'sheets' && images.sheets.length > 0) {
    const bytes = images.sheets.reduce((sum, sheet) => sum + sheet.bytes, 0);
    const count = images.sheets.length;
    sizes.push({ name: 'sheets', stage: 'pictures', files: count, bytes, brotliBytes: bytes });
  }
  for (const [id, { model, test }] of Object.entries(models ?? {})) {
    sizes.push(await sizeOf(dir, model.path, id, 'models'));
    sizes.push(await sizeOf(dir, test.path, `${id} test`, 'models'));
  }
  const stages: readonly Stage[] = ['first list', 'right after', 'pictures', 'models', 'no worker'];
  return sizes.sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
}

/** What the files take against what they may take; larger shops may take more in proportion. */
export function packBudget(sizes: readonly PackFileSize[], products: number): PackBudget {
  const scale = Math.max(1, products / BUDGET_PRODUCTS);
  const sum = (...stages: readonly Stage[]): number =>
    sizes
      .filter(({ stage }) => stages.includes(stage))
      .reduce((total, { brotliBytes }) => total + brotliBytes, 0);
  const { firstList, all } = BUDGET_BYTES;
  return {
    firstList: { brotliBytes: sum('first list'), limit: Math.round(firstList * scale) },
    all: {
      brotliBytes: sum('first list', 'right after', 'no worker'),
      limit: Math.round(all * scale),
    },
    pictures: { brotliBytes: sum('pictures') },
    models: { brotliBytes: sum('models') },
  };
}

function stageOf(name: FileName): Stage {
  if (FIRST_LIST_FILES.includes(name)) return 'first list';
  if (name === 'thumbnails') return 'pictures';
  if (name === 'sequence') return 'models';
  return name === 'fallback' ? 'no worker' : 'right after';
}

async function sizeOf(
  dir: string,
  file: string,
  name: string,
  stage: Stage,
): Promise<PackFileSize> {
  const bytes = await readFile(path.join(dir, file));
  if (!isCompressible(file))
    return { name, stage, files: 1, bytes: bytes.length, brotliBytes: bytes.length };
  const br = await checkedSibling(dir, `${file}.br`, bytes, promisify(brotliDecompress));
  await checkedSibling(dir, `${file}.gz`, bytes, promisify(gunzip));
  const brotliBytes = br?.length ?? (await compress(bytes)).br.length;
  return { name, stage, files: 1, bytes: bytes.length, brotliBytes };
}

type Decompress = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;

async function checkedSibling(
  dir: string,
  name: string,
  original: Uint8Array,
  decompress: Decompress,
): Promise<Uint8Array | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path.join(dir, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const options = { maxOutputLength: Math.max(1, original.length) };
  const plain = await decompress(bytes, options).catch(() => undefined);
  if (plain !== undefined && Buffer.compare(plain, original) === 0) return bytes;
  throw new SottoError(
    'pack/corrupt',
    { origin: 'pack' },
    `${path.join(dir, name)} does not hold the bytes of the file beside it; write the pack anew`,
  );
}
