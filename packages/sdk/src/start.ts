import type { SottoClient, SottoOptions } from './client.ts';
import { readSettings } from './settings.ts';
import { SottoPage } from './sotto-page.ts';

/**
 * Starts Sotto on this page: capture and the engine's worker.
 *
 * @throws config/invalid listing every problem of `options`; afterwards nothing throws
 */
export function start(options: SottoOptions): SottoClient {
  return new SottoPage(readSettings(options, document.baseURI));
}
