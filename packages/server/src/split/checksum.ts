import { createHash } from 'node:crypto';

const BYTES = 32;

/** Of no reports. */
export const NO_REPORTS = '0'.repeat(2 * BYTES);

/**
 * Adds nonces to a checksum of a set of reports: the exclusive or of the SHA-256 of each, in hexadecimal, so that the
 * order in which they came makes no difference.
 */
export function addToChecksum(checksum: string, nonces: readonly Uint8Array[]): string {
  const sum = Buffer.from(checksum, 'hex');
  for (const nonce of nonces) {
    const hash = createHash('sha256').update(nonce).digest();
    for (let at = 0; at < BYTES; at++) sum[at]! ^= hash[at]!;
  }
  return sum.toString('hex');
}
