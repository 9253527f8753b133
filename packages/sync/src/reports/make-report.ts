import {
  codeBookWord,
  recordRandom,
  replayRandom,
  roundKey,
  type RandomSource,
  type RoundKey,
} from '@sotto/privacy';
import { SottoError } from '@sotto/core';
import {
  claimOf,
  encodeReport,
  fromHex,
  NONCE_BYTES,
  taskHashOf,
  taskIdOf,
  toHex,
  type MadeReport,
  type MeasuredValue,
  type Task,
} from '@sotto/protocol';
import type { shardWord } from '@sotto/protocol/split';
import { respond } from './respond.ts';

/** What makes two shares of a report: a file of its own, which tasks in split mode alone need. */
export interface SplitShares {
  readonly shardWord: typeof shardWord;
}

/** Loads {@link SplitShares}. */
export type OpenSplit = () => Promise<SplitShares>;

const noSplit: OpenSplit = () => Promise.reject(new Error('Nothing here makes two shares.'));

type Ingredients = Omit<MadeReport, 'bytes' | 'claim' | 'tape'>;

/**
 * Makes a report, and keeps what it was made of.
 *
 * **Guarantee**: that of the task's mechanism, at its epsilon, for `input`. Everything else in the report is the same
 * for all devices, but the nonce, and in split mode the randomness of the shares, which are drawn at random.
 * **Randomness**: `random` alone.
 *
 * @param openSplit for tasks in split mode
 * @throws privacy/randomness where there is none to be trusted: nothing may be sent then
 * @throws sync/unreachable where `openSplit` fails
 * @throws sync/configuration where a task in split mode is not for the code book, or has no key of a helper
 */
export async function makeReport(
  random: RandomSource,
  task: Task,
  round: number,
  input: MeasuredValue,
  openSplit: OpenSplit = noSplit,
): Promise<MadeReport> {
  const taskHash = await taskHashOf(task);
  const recorded = recordRandom(random);
  const { mechanism, mode } = task;
  const split = mode.kind === 'split' ? { helperKey: mode.helper.key } : {};
  const made = { mechanism, taskHash, round, input, ...split };
  const bytes = await encode(recorded, made, openSplit);
  return { ...made, claim: claimOf(task), tape: toHex(recorded.tape()), bytes: toHex(bytes) };
}

/** The bytes of a report, made again from its tape: the same as those that were sent. */
export function replayReport(
  report: Omit<MadeReport, 'bytes' | 'claim'>,
  openSplit: OpenSplit = noSplit,
): Promise<Uint8Array<ArrayBuffer>> {
  return encode(replayRandom(fromHex(report.tape)), report, openSplit);
}

async function encode(
  random: RandomSource,
  report: Ingredients,
  openSplit: OpenSplit,
): Promise<Uint8Array<ArrayBuffer>> {
  const { mechanism, taskHash, round, input, helperKey } = report;
  const key = await roundKey(taskHash, round);
  const payload = respond(random, mechanism, key, input);
  const nonce = bytesFrom(random, NONCE_BYTES);
  if (helperKey === undefined)
    return encodeReport({ task: taskIdOf(taskHash), round, nonce, payload });
  const word = { taskHash, round, nonce, helperKey, bits: wordOf(report, key, payload) };
  const { shardWord } = await openSplit().catch((cause: unknown) => {
    throw new SottoError('sync/unreachable', { origin: 'sync', retry: true, cause });
  });
  return shardWord(word, (count) => bytesFrom(random, count)).catch((cause: unknown) => {
    if (cause instanceof SottoError) throw cause;
    throw new SottoError('sync/configuration', { origin: 'sync', cause });
  });
}

function wordOf({ mechanism }: Ingredients, key: RoundKey, payload: number): number[] {
  if (mechanism.kind === 'code-book') return codeBookWord(mechanism, key, payload);
  throw new SottoError('sync/configuration', { origin: 'sync' }, 'Split mode is for code books.');
}

/** @param count a multiple of 4 */
function bytesFrom(random: RandomSource, count: number): Uint8Array {
  const words = Uint32Array.from({ length: count / 4 }, () => random.uint32());
  return new Uint8Array(words.buffer);
}
