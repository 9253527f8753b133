import { SottoError } from '@sotto/core';

/** Version of every message between browser and server. A change of any of them is a new version. */
export const WIRE_VERSION = 1;

/** Bytes of a report, whatever it says. */
export const REPORT_BYTES = 41;

/** Bytes that name a task: the first of its SHA-256, see `taskIdOf`. */
export const TASK_ID_BYTES = 16;

/** Bytes of a nonce. */
export const NONCE_BYTES = 16;

/** Most reports of one message. */
export const MAX_BATCH = 4_096;

/** What a device says of one task in one round. Nothing else of it ever leaves the device. */
export interface Report {
  /** 16 bytes, see `taskIdOf`. */
  readonly task: Uint8Array;
  /** Number of the round, a whole number from 0 to 2^32 - 1. */
  readonly round: number;
  /** 16 random bytes: a report that comes twice counts once. They are drawn for each report and say nothing. */
  readonly nonce: Uint8Array;
  /** What the task's mechanism gave: a whole number from 0 to 2^32 - 1. */
  readonly payload: number;
}

const ROUND_AT = 1 + TASK_ID_BYTES;
const NONCE_AT = ROUND_AT + 4;
const PAYLOAD_AT = NONCE_AT + NONCE_BYTES;

/**
 * A report as it leaves the device: version (1 byte), task (16), round (4), nonce (16), payload (4). Numbers have
 * their high byte first.
 */
export function encodeReport({ task, round, nonce, payload }: Report): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(REPORT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, WIRE_VERSION);
  bytes.set(task.subarray(0, TASK_ID_BYTES), 1);
  view.setUint32(ROUND_AT, round);
  bytes.set(nonce.subarray(0, NONCE_BYTES), NONCE_AT);
  view.setUint32(PAYLOAD_AT, payload);
  return bytes;
}

/**
 * Reads the reports of a message, one after the other without anything between them.
 *
 * @throws report/malformed where the length is none of 1 to {@link MAX_BATCH} reports
 * @throws report/version where one of them is of another version
 */
export function decodeReports(bytes: Uint8Array): Report[] {
  const count = bytes.length / REPORT_BYTES;
  if (!Number.isInteger(count) || count < 1 || count > MAX_BATCH)
    throw new SottoError('report/malformed', { origin: 'sync' });
  return Array.from({ length: count }, (_, at) =>
    decode(bytes.subarray(at * REPORT_BYTES, (at + 1) * REPORT_BYTES)),
  );
}

function decode(bytes: Uint8Array): Report {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.getUint8(0) !== WIRE_VERSION) throw new SottoError('report/version', { origin: 'sync' });
  return {
    task: bytes.slice(1, ROUND_AT),
    round: view.getUint32(ROUND_AT),
    nonce: bytes.slice(NONCE_AT, PAYLOAD_AT),
    payload: view.getUint32(PAYLOAD_AT),
  };
}
