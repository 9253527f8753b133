import type { RoundKey } from '@sotto/privacy';
import type { Result, TaskMechanism } from '@sotto/protocol';

/** The mechanism of one kind. */
export type MechanismOf<Kind extends TaskMechanism['kind']> = Extract<
  TaskMechanism,
  { readonly kind: Kind }
>;

/** Adds the reports of one round up. They come in the order of their nonces, which says nothing. */
export interface Estimator {
  add(payloads: readonly number[]): void;
  /** Lets others have the process between pieces of work that take long. */
  result(): Promise<Result>;
}

/** What the server knows of a kind of mechanism. */
export interface ServerMechanism<Mechanism extends TaskMechanism> {
  /** Fewest reports that there is an estimate from. */
  readonly fewest: number;
  /** Tells whether a report can have a payload. Made once for many reports. */
  payloadCheck(mechanism: Mechanism): (payload: number) => boolean;
  /** @param key of the round, which public parameters of some mechanisms are drawn from */
  estimator(mechanism: Mechanism, key: RoundKey): Estimator;
}

/** Share of the intervals of an estimate that hold the true number. */
export const CONFIDENCE = 0.95;
