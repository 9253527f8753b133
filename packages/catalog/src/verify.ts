import { SottoError } from '@sotto/core';
import { corrupt } from './corrupt.ts';
import type { FileEntry } from './manifest.ts';

/** SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Checks that bytes are those that the manifest names.
 *
 * @throws pack/truncated, pack/too-large, pack/corrupt
 */
export async function verifyFile(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length < entry.bytes) {
    throw new SottoError(
      'pack/truncated',
      { origin: 'pack', retry: true },
      `${entry.path} has ${bytes.length} of ${entry.bytes} bytes`,
    );
  }
  if (bytes.length > entry.bytes) {
    throw new SottoError(
      'pack/too-large',
      { origin: 'pack' },
      `${entry.path} has more than ${entry.bytes} bytes`,
    );
  }
  if ((await sha256(bytes)) !== entry.sha256)
    throw corrupt(`${entry.path} does not match its SHA-256`);
}
