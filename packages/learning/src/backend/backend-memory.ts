import type { ErrorCode } from '@sotto/core';
import type { BackendName } from './training-backend.ts';

/** What is known of the backends on this device. */
export interface BackendRecord {
  /** Median milliseconds of a gradient. */
  readonly medianMs: Readonly<Partial<Record<BackendName, number>>>;
  /** Backends that are not used any more, with the reason. */
  readonly failed: Readonly<Partial<Record<BackendName, ErrorCode>>>;
}

/** Where it is remembered, by what was computed. */
export interface BackendMemory {
  get(key: string): Promise<BackendRecord | undefined>;
  set(key: string, record: BackendRecord): Promise<void>;
}
