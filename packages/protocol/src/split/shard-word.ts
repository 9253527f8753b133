import { Buffer } from 'buffer';
import { encodeSplitReport } from '../wire/split-report.ts';
import { taskIdOf } from '../wire/task.ts';
import { SEAL_SEED_BYTES, sealShare } from './sealed-share.ts';
import { splitVdaf } from './split-vdaf.ts';

/** What a report in two shares is made of. */
export interface WordToShard {
  /** SHA-256 of the task, hexadecimal. */
  readonly taskHash: string;
  readonly round: number;
  /** 16 random bytes. */
  readonly nonce: Uint8Array;
  /** The word that the device chose: 128, 256, 512 or 1,024 bits, each 0 or 1. */
  readonly bits: readonly number[];
  /** The helper's public key, in base64url. */
  readonly helperKey: string;
}

/**
 * Shards a word into a share for each of two aggregators, with a proof that all of its numbers are bits, and seals
 * the helper's.
 *
 * **Guarantee**: one share alone is uniform, whatever the word is; both together are the word. **Condition**: `bytes`
 * gives uniform bytes. **Randomness**: `bytes` alone, first for the shares, then for the seal.
 *
 * Source: draft-irtf-cfrg-vdaf-08, section 7.4.3 (Prio3SumVec), for bits.
 *
 * @returns the message for the leader; its length depends on the number of bits alone
 */
export async function shardWord(
  { taskHash, round, nonce, bits, helperKey }: WordToShard,
  bytes: (count: number) => Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const vdaf = splitVdaf(bits.length);
  const random = Buffer.from(bytes(vdaf.randSize));
  const shards = await vdaf.shardEncoded([...bits], Buffer.from(nonce), random);
  const publicShare = Uint8Array.from(shards.publicShare);
  const [leaderShare, helperShare] = shards.inputShares as [Buffer, Buffer];
  const context = { taskHash, round, nonce, publicShare };
  const seed = bytes(SEAL_SEED_BYTES);
  const sealedShare = await sealShare(Uint8Array.from(helperShare), helperKey, context, seed);
  return encodeSplitReport({ task: taskIdOf(taskHash), leaderShare, sealedShare, ...context });
}
