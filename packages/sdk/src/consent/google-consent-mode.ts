import type { ConsentAnswer } from '@sotto/core';
import { property } from '../capture/hostile.ts';

/**
 * The answer in a gtag `consent` command, or `undefined` where it has none. The signal is
 * `personalization_storage`: "storage related to personalization such as video recommendations".
 * A `default` of `denied` means that nobody has been asked yet: it is `unknown`, and erases nothing.
 * Source: developers.google.com/tag-platform/security/concepts/consent-mode
 */
export function readConsentCommand(stage: string, parameters: unknown): ConsentAnswer | undefined {
  const value = property(parameters, 'personalization_storage');
  if (value === 'granted') return 'granted';
  if (value !== 'denied') return undefined;
  return stage === 'update' ? 'denied' : 'unknown';
}
