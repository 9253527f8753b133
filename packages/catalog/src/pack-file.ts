import type { FileEntry } from './manifest.ts';
import { sha256 } from './verify.ts';

/** Hexadecimal digits of the hash that stand in a file's name. */
const HASH_DIGITS = 12;

/** A file of a pack, ready to be written. */
export interface PackFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A file named after what it holds, and what the manifest says of it. */
export interface HashedFile {
  readonly file: PackFile;
  readonly entry: FileEntry;
}

/** Names a file: other bytes never come under the same name. */
export async function hashedFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  extension: string,
): Promise<HashedFile> {
  const hash = await sha256(bytes);
  const path = `${name}.${hash.slice(0, HASH_DIGITS)}.${extension}`;
  return { file: { path, bytes }, entry: { path, bytes: bytes.length, sha256: hash } };
}
