import type { ShopEvent } from '@sotto/core';

/** A sealed record of events `start` to `end` − 1 of the log, kept under the number `end`. */
export interface StoredRecord {
  readonly start: number;
  readonly end: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** The log as a whole. */
export interface LogState {
  /** Changes when the log is erased. */
  readonly generation: string;
  /** Changes with every write, so that no tab writes over what another one wrote. */
  readonly revision: number;
  /** Number of the next event. */
  readonly next: number;
  readonly key: CryptoKey;
}

/** A value kept beside the log, sealed. */
export type StoredValue = Pick<StoredRecord, 'iv' | 'data'>;

/** An event and its number in the log, which it keeps for good. */
export interface LogEntry {
  readonly number: number;
  readonly event: ShopEvent;
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Whether what lies in the database has the shape of a record. */
export function isStoredRecord(value: unknown): value is StoredRecord {
  const { start, end } = Object(value) as Record<string, unknown>;
  return isCount(start) && isCount(end) && start < end && isStoredValue(value);
}

/** Whether what lies in the database has the shape of a kept value. */
export function isStoredValue(value: unknown): value is StoredValue {
  const { iv, data } = Object(value) as Record<string, unknown>;
  return iv instanceof Uint8Array && data instanceof ArrayBuffer;
}

/** Whether what lies in the database has the shape of a log's state. */
export function isLogState(value: unknown): value is LogState {
  const { generation, revision, next, key } = Object(value) as Record<string, unknown>;
  return (
    typeof generation === 'string' && isCount(revision) && isCount(next) && key instanceof CryptoKey
  );
}
