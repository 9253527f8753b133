import {
  CONSENT_ANSWERS,
  RUNTIME_NAMES,
  SottoError,
  type ConsentAnswer,
  type RuntimeName,
} from '@sotto/core';
import type { SyncConfig } from '@sotto/protocol';
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
  readonly sync: SyncConfig | undefined;
}

const ANSWERS: readonly unknown[] = CONSENT_ANSWERS;
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
    sync,
  } = options;
  const packUrl = folderUrl('pack', options.pack, base, problems);
  const assetsUrl = folderUrl('assets', options.assets ?? options.pack, base, problems);
  if (!ANSWERS.includes(consent)) problems.push(`consent must be ${CONSENT_ANSWERS.join(', ')}`);
  checkRange('retentionDays', retentionDays, 1, 400, problems);
  checkRange('maxEvents', maxEvents, 100, 100_000, problems);
  if (typeof dataLayer !== 'string') problems.push('dataLayer must be a name');
  if (!RUNTIMES.includes(runtime)) problems.push(`runtime must be ${RUNTIMES.join(', ')}`);
  const checkedSync = sync && readSync(sync, base, problems);
  if (problems.length > 0) {
    throw new SottoError('config/invalid', { origin: 'page' }, `${problems.join('; ')}.`);
  }
  const whole = { packUrl, assetsUrl, consent, retentionDays, maxEvents, dataLayer, runtime };
  return { ...whole, sync: checkedSync };
}

/** Options as the tag's `data-` attributes give them. */
export function optionsFromDataset(
  dataset: Readonly<Record<string, string | undefined>>,
  folder: string,
): SottoOptions {
  const { pack = folder, assets = folder } = dataset;
  const { consent, retentionDays, maxEvents, dataLayer, runtime, sync, syncKey } = dataset;
  return {
    pack,
    assets,
    ...(consent === undefined ? {} : { consent: consent as ConsentAnswer }),
    ...(retentionDays === undefined ? {} : { retentionDays: Number(retentionDays) }),
    ...(maxEvents === undefined ? {} : { maxEvents: Number(maxEvents) }),
    ...(dataLayer === undefined ? {} : { dataLayer }),
    ...(runtime === undefined ? {} : { runtime: runtime as RuntimeName }),
    ...(sync === undefined ? {} : { sync: { url: sync, publicKey: syncKey ?? '' } }),
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

/** A raw P-256 point, 65 bytes, in base64url. */
const PUBLIC_KEY = /^B[\w-]{86}$/;

function readSync({ url, publicKey }: SyncConfig, base: string, problems: string[]): SyncConfig {
  if (!PUBLIC_KEY.test(publicKey)) problems.push('sync needs the public key of its server');
  return { url: folderUrl('sync', url, base, problems), publicKey };
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
