import { RUNTIME_NAMES, SottoError, type ConsentAnswer, type RuntimeName } from '@sotto/core';
import type { SottoOptions } from './client.ts';

/** Options after checking, all defaults filled in and URLs absolute. */
export interface Settings {
  readonly packUrl: string;
  readonly assetsUrl: string;
  readonly consent: ConsentAnswer;
  readonly retentionDays: number;
  readonly maxEvents: number;
  readonly dataLayer: string;
  readonly runtime: RuntimeName | 'auto';
}

const ANSWERS: readonly unknown[] = ['unknown', 'denied', 'granted'];
const RUNTIMES: readonly unknown[] = ['auto', ...RUNTIME_NAMES];

/**
 * Checks options.
 *
 * @param base what relative URLs are relative to
 * @throws config/invalid listing every problem
 */
export function readSettings(options: SottoOptions, base: string): Settings {
  const problems: string[] = [];
  const {
    consent = 'unknown',
    retentionDays = 90,
    maxEvents = 10_000,
    dataLayer = 'dataLayer',
    runtime = 'auto',
  } = options;
  const packUrl = folderUrl('pack', options.pack, base, problems);
  const assetsUrl = folderUrl('assets', options.assets ?? options.pack, base, problems);
  if (!ANSWERS.includes(consent)) problems.push('consent must be unknown, denied or granted');
  checkRange('retentionDays', retentionDays, 1, 400, problems);
  checkRange('maxEvents', maxEvents, 100, 100_000, problems);
  if (typeof dataLayer !== 'string') problems.push('dataLayer must be a name');
  if (!RUNTIMES.includes(runtime)) problems.push(`runtime must be ${RUNTIMES.join(', ')}`);
  if (problems.length > 0) {
    throw new SottoError('config/invalid', { origin: 'page' }, `${problems.join('; ')}.`);
  }
  return { packUrl, assetsUrl, consent, retentionDays, maxEvents, dataLayer, runtime };
}

/** Options as the tag's `data-` attributes give them. */
export function optionsFromDataset(
  dataset: Readonly<Record<string, string | undefined>>,
  folder: string,
): SottoOptions {
  const { pack = folder, assets = folder } = dataset;
  const { consent, retentionDays, maxEvents, dataLayer, runtime } = dataset;
  return {
    pack,
    assets,
    ...(consent === undefined ? {} : { consent: consent as ConsentAnswer }),
    ...(retentionDays === undefined ? {} : { retentionDays: Number(retentionDays) }),
    ...(maxEvents === undefined ? {} : { maxEvents: Number(maxEvents) }),
    ...(dataLayer === undefined ? {} : { dataLayer }),
    ...(runtime === undefined ? {} : { runtime: runtime as RuntimeName }),
  };
}

function folderUrl(name: string, value: unknown, base: string, problems: string[]): string {
  const folder = typeof value === 'string' && value !== '' ? value.replace(/\/?$/, '/') : '';
  if (folder !== '' && URL.canParse(folder, base)) {
    const url = new URL(folder, base);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.href;
  }
  problems.push(`${name} must be the URL of a folder`);
  return '';
}

function checkRange(
  name: string,
  value: unknown,
  least: number,
  most: number,
  problems: string[],
): void {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    problems.push(`${name} must be a whole number from ${least} to ${most}`);
  }
}
