import {
  recordRandom,
  replayRandom,
  roundKey,
  type RandomSource,
  type RoundKey,
} from '@sotto/privacy';
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
import { respond } from './respond.ts';

/**
 * Makes a report, and keeps what it was made of.
 *
 * **Guarantee**: that of the task's mechanism, at its epsilon, for `input`. Everything else in the report is the same
 * for all devices, but the nonce, which is drawn at random. **Randomness**: `random` alone.
 *
 * @throws privacy/randomness where there is none to be trusted: nothing may be sent then
 */
export async function makeReport(
  random: RandomSource,
  task: Task,
  round: number,
  input: MeasuredValue,
): Promise<MadeReport> {
  const taskHash = await taskHashOf(task);
  const recorded = recordRandom(random);
  const { mechanism } = task;
  const key = await roundKey(taskHash, round);
  const bytes = encode(recorded, key, { mechanism, taskHash, round, input });
  const claim = claimOf(task);
  return {
    mechanism,
    claim,
    taskHash,
    round,
    input,
    tape: toHex(recorded.tape()),
    bytes: toHex(bytes),
  };
}

/** The bytes of a report, made again from its tape: the same as those that were sent. */
export async function replayReport(
  report: Omit<MadeReport, 'bytes' | 'claim'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await roundKey(report.taskHash, report.round);
  return encode(replayRandom(fromHex(report.tape)), key, report);
}

function encode(
  random: RandomSource,
  key: RoundKey,
  { mechanism, taskHash, round, input }: Omit<MadeReport, 'bytes' | 'claim' | 'tape'>,
): Uint8Array<ArrayBuffer> {
  const payload = respond(random, mechanism, key, input);
  return encodeReport({ task: taskIdOf(taskHash), round, nonce: nonceFrom(random), payload });
}

function nonceFrom(random: RandomSource): Uint8Array {
  const words = Uint32Array.from({ length: NONCE_BYTES / 4 }, () => random.uint32());
  return new Uint8Array(words.buffer);
}
