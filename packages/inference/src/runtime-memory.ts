import type { ErrorCode, RuntimeName } from '@sotto/core';

/** What is known of the runtimes for one model on this device. */
export interface RuntimeRecord {
  /** Median milliseconds of a run. */
  readonly medianMs: Readonly<Partial<Record<RuntimeName, number>>>;
  /** Runtimes that failed, with the reason. */
  readonly failed: Readonly<Partial<Record<RuntimeName, ErrorCode>>>;
}

/** Where it is remembered, by id and version of the model. */
export interface RuntimeMemory {
  get(key: string): Promise<RuntimeRecord | undefined>;
  set(key: string, record: RuntimeRecord): Promise<void>;
}

/** Remembers for as long as the page is open. */
export function pageMemory(): RuntimeMemory {
  const records = new Map<string, RuntimeRecord>();
  return {
    get: async (key) => records.get(key),
    set: async (key, record) => void records.set(key, record),
  };
}
