import { SottoError, type ErrorCode } from '@sotto/core';

const CODES: Readonly<Record<string, ErrorCode>> = {
  QuotaExceededError: 'storage/quota',
  VersionError: 'storage/newer-version',
  InvalidStateError: 'storage/lost',
  AbortError: 'storage/lost',
  NotFoundError: 'storage/lost',
  TransactionInactiveError: 'storage/lost',
};

/** An error of IndexedDB or WebCrypto as one of ours. */
export function storageError(error: unknown): SottoError {
  if (error instanceof SottoError) return error;
  const name = error instanceof DOMException || error instanceof Error ? error.name : '';
  const code = CODES[name] ?? 'storage/unavailable';
  return new SottoError(code, { origin: 'storage', retry: code === 'storage/lost', cause: error });
}
