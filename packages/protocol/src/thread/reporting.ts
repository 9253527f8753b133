import type { Rejection } from '../wire/answer.ts';
import type { Claim } from '../wire/claim.ts';
import type { TaskMechanism } from '../wire/task.ts';

/** Where reports go. The same for every visitor of a shop. */
export interface SyncConfig {
  /** URL of the sync server, ending in `/`. */
  readonly url: string;
  /** Key that signs what the site asks: a raw P-256 point, base64url. */
  readonly publicKey: string;
}

/** What was spent, in millionths of epsilon. */
export interface Spent {
  readonly thisRound: number;
  readonly in30Days: number;
}

/** Where reporting stands, for panels. */
export interface ReportingStatus {
  /** `none`: the page names no server. `off`: not allowed. `silent`: the ledger is too young. */
  readonly state: 'none' | 'off' | 'silent' | 'on';
  /** When the first report may be made, ms since 1970; only where it is `silent`. */
  readonly silentUntil?: number;
  readonly spent: Spent;
  /** Most that this release ever spends, in millionths of epsilon. */
  readonly caps: Spent;
}

/** What a measure found: a number of the alphabet, an item, a vector, or nothing to tell. */
export type MeasuredValue = number | readonly number[] | null;

/** Everything needed to make a report again, byte for byte. */
export interface MadeReport {
  readonly mechanism: TaskMechanism;
  readonly claim: Claim;
  /** SHA-256 of the task, hexadecimal. */
  readonly taskHash: string;
  readonly round: number;
  /** What the mechanism was given; `null` for nothing to tell. It never left the device. */
  readonly input: MeasuredValue;
  /** All random words that were drawn, four bytes each, low byte first, hexadecimal. */
  readonly tape: string;
  /** The key that the helper's share is sealed for; in split mode alone. */
  readonly helperKey?: string;
  /** The report as it leaves the device, hexadecimal. */
  readonly bytes: string;
}

/** What happened on the way out of the device. Entries are added and never changed. */
export type ReportingEntry = {
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
