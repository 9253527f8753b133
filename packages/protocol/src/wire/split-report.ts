import { SottoError } from '@sotto/core';
import { HEAD_BYTES, readHead, writeHead, type ReportHead } from './report-head.ts';

/** Media type of a report in two shares. */
export const SPLIT_REPORT_TYPE = 'application/vnd.sotto.split-report';

/** Most bytes of a report in two shares: that of a word of 1,024 bits, and some to spare. */
export const MAX_SPLIT_REPORT_BYTES = 20_480;

/** What a device says of a task in two shares, of which each tells nothing. */
export interface SplitReport extends ReportHead {
  /** 32 bytes that both aggregators see. */
  readonly publicShare: Uint8Array;
  /** The helper's share, sealed for it: 129 bytes. */
  readonly sealedShare: Uint8Array;
  /** The leader's share. Its length says how many bits the words of the task have. */
  readonly leaderShare: Uint8Array;
}

const SEALED_AT = HEAD_BYTES + 32;

/** Of an encapsulated key (65), two seeds and a blind (48), and a tag (16). */
const SEALED_BYTES = 129;

/** Bytes of a report before the leader's share. */
export const SPLIT_HEAD_BYTES = SEALED_AT + SEALED_BYTES;

/**
 * A report in two shares as it leaves the device: version (1 byte), task (16), round (4), nonce (16), public share
 * (32), sealed share (129), leader's share. Numbers have their high byte first.
 */
export function encodeSplitReport(report: SplitReport): Uint8Array<ArrayBuffer> {
  const { publicShare, sealedShare, leaderShare } = report;
  const bytes = new Uint8Array(SPLIT_HEAD_BYTES + leaderShare.length);
  writeHead(bytes, report);
  bytes.set(publicShare, HEAD_BYTES);
  bytes.set(sealedShare, SEALED_AT);
  bytes.set(leaderShare, SPLIT_HEAD_BYTES);
  return bytes;
}

/**
 * Reads a report in two shares. Whether the leader's share has the length of the task is for the leader to say.
 *
 * @throws report/malformed where it is too short or too long
 * @throws report/version where it is of another version
 */
export function decodeSplitReport(bytes: Uint8Array): SplitReport {
  if (bytes.length <= SPLIT_HEAD_BYTES || bytes.length > MAX_SPLIT_REPORT_BYTES)
    throw new SottoError('report/malformed', { origin: 'sync' });
  return {
    ...readHead(bytes),
    publicShare: bytes.slice(HEAD_BYTES, SEALED_AT),
    sealedShare: bytes.slice(SEALED_AT, SPLIT_HEAD_BYTES),
    leaderShare: bytes.slice(SPLIT_HEAD_BYTES),
  };
}
