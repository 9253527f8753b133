import { SottoError } from '@sotto/core';

/** The error for bytes that contradict themselves. */
export function corrupt(what: string, cause?: unknown): SottoError {
  return new SottoError(
    'pack/corrupt',
    { origin: 'pack', cause },
    `The site pack is corrupt: ${what}`,
  );
}
