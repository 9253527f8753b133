import { expect, test } from 'vitest';
import { sha256, verifyFile } from './verify.ts';

const bytes = new TextEncoder().encode('abc');
// FIPS 180-2, appendix B.1.
const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const entry = { path: 'a.ba7816bf8f01.bin', bytes: 3, sha256: hash };

test('hashes as the standard’s example says', async () => {
  expect(await sha256(bytes)).toBe(hash);
  await verifyFile(entry, bytes);
});

test.each([
  ['pack/truncated', bytes.slice(0, 2)],
  ['pack/too-large', Uint8Array.of(...bytes, 0)],
  ['pack/corrupt', Uint8Array.of(97, 98, 100)],
])('answers %s and names the file', async (code, wrong) => {
  await expect(verifyFile(entry, wrong)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(entry.path) as string,
  });
});
