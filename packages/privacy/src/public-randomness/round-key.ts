import { requireParameter } from '../parameter-check.ts';
import { type ThreefryKey, threefryKey } from './threefry.ts';

/** Seed of a round's public randomness: code books, rotation and hash functions. Known to everyone. */
export type RoundKey = ThreefryKey;

/** Keeps the streams of a round apart: the last word of the counter. */
export const STREAM = { words: 0, signs: 1, hashes: 2 } as const;

/**
 * The key of a round: the first 16 bytes of SHA-256 over `sotto round`, the round and the task.
 *
 * @param task identifies the task with all its parameters, such as the hash of its signed object
 * @param round a whole number from 0 to 2^53 - 1
 * @throws `privacy/parameters`
 */
export async function roundKey(task: string, round: number): Promise<RoundKey> {
  requireParameter(Number.isSafeInteger(round) && round >= 0, 'A round is a whole number from 0.');
  const text = new TextEncoder().encode(JSON.stringify(['sotto round', round, task]));
  const digest = new DataView(await crypto.subtle.digest('SHA-256', text));
  return threefryKey([0, 4, 8, 12].map((at) => digest.getUint32(at, true)));
}
