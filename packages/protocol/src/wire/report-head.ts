import { SottoError } from '@sotto/core';

/** Version of every message between browser and server. A change of any of them is a new version. */
export const WIRE_VERSION = 1;

/** Bytes that name a task: the first of its SHA-256, see `taskIdOf`. */
export const TASK_ID_BYTES = 16;

/** Bytes of a nonce. */
export const NONCE_BYTES = 16;

/** What every report begins with. */
export interface ReportHead {
  /** 16 bytes, see `taskIdOf`. */
  readonly task: Uint8Array;
  /** Number of the round, a whole number from 0 to 2^32 - 1. */
  readonly round: number;
  /** 16 random bytes: a report that comes twice counts once. They are drawn for each report and say nothing. */
  readonly nonce: Uint8Array;
}

const ROUND_AT = 1 + TASK_ID_BYTES;
const NONCE_AT = ROUND_AT + 4;

/** Bytes of a head. */
export const HEAD_BYTES = NONCE_AT + NONCE_BYTES;

/** Writes version (1 byte), task (16), round (4, high byte first) and nonce (16) to the start of a report. */
export function writeHead(bytes: Uint8Array, { task, round, nonce }: ReportHead): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setUint8(0, WIRE_VERSION);
  bytes.set(task.subarray(0, TASK_ID_BYTES), 1);
  view.setUint32(ROUND_AT, round);
  bytes.set(nonce.subarray(0, NONCE_BYTES), NONCE_AT);
}

/**
 * Reads what {@link writeHead} wrote.
 *
 * @throws report/version where it is of another version
 */
export function readHead(bytes: Uint8Array): ReportHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint8(0) !== WIRE_VERSION) throw new SottoError('report/version', { origin: 'sync' });
  return {
    task: bytes.slice(1, ROUND_AT),
    round: view.getUint32(ROUND_AT),
    nonce: bytes.slice(NONCE_AT, HEAD_BYTES),
  };
}
