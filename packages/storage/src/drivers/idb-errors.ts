import { SottoError, type ErrorCode } from '@sotto/core';

const CODES: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage/quota',
  VersionError: 'storage/newer-version',
  InvalidStateError: 'storage/lost',
  AbortError: 'storage/lost',
  TransactionInactiveError: 'storage/lost',
  UnknownError: 'storage/lost',
};

/** After these the same call may succeed: there may be room again, or a new connection. */
const MAY_PASS: readonly ErrorCode[] = ['storage/quota', 'storage/lost'];

/** An error of IndexedDB or WebCrypto as one of ours. */
export function storageError(error: unknown): SottoError {
  if (error instanceof SottoError) return error;
  const code = CODES[error instanceof Error ? error.name : ''] ?? 'storage/unavailable';
  return new SottoError(code, { origin: 'storage', retry: MAY_PASS.includes(code), cause: error });
}
