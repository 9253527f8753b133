import { SottoError } from '@sotto/core';

/** What went wrong in a driver, under the code that callers know. */
export const databaseError = (cause: unknown): SottoError =>
  cause instanceof SottoError
    ? cause
    : new SottoError('server/database', { origin: 'server', retry: true, cause });
