import type { Result, TaskMechanism } from '@sotto/protocol';

/** The mechanism of one kind. */
export type MechanismOf<Kind extends TaskMechanism['kind']> = Extract<
  TaskMechanism,
  { readonly kind: Kind }
>;

/** Which round of which task; public parameters of some mechanisms are drawn from it. */
export interface RoundName {
  /** SHA-256 of the task in hexadecimal. */
  readonly taskHash: string;
  readonly round: number;
}

/** Adds the reports of one round up. The order in which they come makes no difference. */
export interface Estimator {
  add(payloads: readonly number[]): void;
  result(): Result;
}

/** What the server knows of a mechanism. */
export interface ServerMechanism<Kind extends TaskMechanism['kind']> {
  /** Whether a report of this mechanism can have this payload. */
  allows(mechanism: MechanismOf<Kind>, payload: number): boolean;
  estimator(mechanism: MechanismOf<Kind>, round: RoundName): Estimator;
}

/** Share of the intervals of an estimate that hold the true number. */
export const CONFIDENCE = 0.95;
