import { requireParameter } from '../parameter-check.ts';

/** What is to be met: (epsilon, delta) differential privacy. */
export interface PrivacyTarget {
  /** From 0. */
  readonly epsilon: number;
  /** Strictly between 0 and 1. */
  readonly delta: number;
}

/** More than what rounding can take from a computed delta, as a share of it. */
const ROUNDING = 1e-10;

/** Whether a computed delta meets the one wanted even if it was rounded down. */
export function meets(computed: number, delta: number): boolean {
  return computed * (1 + ROUNDING) <= delta;
}

/** @throws `privacy/parameters` */
export function requireEpsilon(epsilon: number): void {
  requireParameter(epsilon >= 0 && epsilon < Infinity, 'Epsilon is a finite number from 0.');
}

/** @throws `privacy/parameters` */
export function requireDelta(delta: number): void {
  requireParameter(delta > 0 && delta < 1, 'Delta lies between 0 and 1.');
}
