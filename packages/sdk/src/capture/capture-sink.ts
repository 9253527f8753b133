import type { EventSource, PageContext } from '@sotto/core';
import type { TrackedEvent } from '../client.ts';

/** Where every capture source puts what it finds. */
export interface CaptureSink {
  event(event: TrackedEvent, source: EventSource): void;
  describe(page: Partial<PageContext>, source: EventSource): void;
  /** `false` where the transaction has been told before. */
  isNewTransaction(id: string): boolean;
}
