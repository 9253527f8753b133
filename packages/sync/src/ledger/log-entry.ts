import type { Rejection, TaskMechanism } from '@sotto/protocol';

/** Everything needed to make a report again, byte for byte: see `replayReport`. */
export interface MadeReport {
  readonly mechanism: TaskMechanism;
  /** SHA-256 of the task, hexadecimal. */
  readonly taskHash: string;
  readonly round: number;
  /** What the mechanism was given; `null` for nothing to tell. It never left the device. */
  readonly input: MeasuredValue;
  /** All random words that were drawn. */
  readonly tape: Uint8Array<ArrayBuffer>;
  /** The report, as it leaves the device. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a measure found: a number of the alphabet, an item, a vector, or nothing to tell. */
export type MeasuredValue = number | readonly number[] | null;

/** What happened on the way out of the device. Entries are added and never changed. */
export type LogEntry = {
  readonly round: number;
  /** Milliseconds since 1970. */
  readonly at: number;
} & (
  | { readonly kind: 'made'; readonly measure: string; readonly report: MadeReport }
  | { readonly kind: 'sent'; readonly measure: string; readonly outcome: 'taken' | Rejection }
  | { readonly kind: 'withdrawn'; readonly measure: string }
  | { readonly kind: 'held'; readonly measure: string; readonly why: 'budget' | 'clock' }
  | { readonly kind: 'refused'; readonly measure?: string; readonly why: string }
);
