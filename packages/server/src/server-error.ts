import { SottoError, type ErrorCode } from '@sotto/core';

/** An error that began in this server. */
export const serverError = (code: ErrorCode, message?: string): SottoError =>
  new SottoError(code, { origin: 'server', retry: code === 'server/busy' }, message);
