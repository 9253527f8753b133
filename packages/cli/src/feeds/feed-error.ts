import { SottoError, type ErrorCode } from '@sotto/core';

/** An error about a feed, in one sentence. */
export function feedError(code: ErrorCode, message: string, cause?: unknown): SottoError {
  return new SottoError(
    code,
    cause === undefined ? { origin: 'cli' } : { origin: 'cli', cause },
    message,
  );
}
