import { SottoError } from '@sotto/core';

/** Refuses a parameter; `what` says which one and its range. Never depends on a shopper's data. */
export function requireParameter(holds: boolean, what: string): void {
  if (!holds) throw new SottoError('privacy/parameters', { origin: 'privacy' }, what);
}
