import { SottoError } from '@sotto/core';
import { HEAD_BYTES, readHead, writeHead, type ReportHead } from './report-head.ts';

/** Bytes of a report, whatever it says. */
export const REPORT_BYTES = HEAD_BYTES + 4;

/** Most reports of one message. */
export const MAX_BATCH = 4_096;

/** What a device says of one task in one round. Nothing else of it ever leaves the device. */
export interface Report extends ReportHead {
  /** What the task's mechanism gave: a whole number from 0 to 2^32 - 1. */
  readonly payload: number;
}

/**
 * A report as it leaves the device: version (1 byte), task (16), round (4), nonce (16), payload (4). Numbers have
 * their high byte first.
 */
export function encodeReport({ payload, ...head }: Report): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(REPORT_BYTES);
  writeHead(bytes, head);
  new DataView(bytes.buffer).setUint32(HEAD_BYTES, payload);
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
  return { ...readHead(bytes), payload: view.getUint32(HEAD_BYTES) };
}
