import { SottoError } from '@sotto/core';
import { expect, test } from 'vitest';
import { optionsFromDataset, readSettings } from './settings.ts';

test('fills in defaults and makes URLs absolute', () => {
  expect(readSettings({ pack: '/sotto' }, 'https://shop.example/a/b')).toEqual({
    packUrl: 'https://shop.example/sotto/',
    assetsUrl: 'https://shop.example/sotto/',
    consent: 'unknown',
    retentionDays: 90,
    maxEvents: 10_000,
    dataLayer: 'dataLayer',
    runtime: 'auto',
  });
});

test('lists every problem at once', () => {
  const bad = optionsFromDataset(
    { pack: '', consent: 'yes', retentionDays: 'x', maxEvents: '1', runtime: 'gpu' },
    'https://cdn.example/',
  );
  const failure = (): unknown => readSettings(bad, 'https://shop.example/');
  expect(failure).toThrow(SottoError);
  expect(failure).toThrow(/pack.*consent.*retentionDays.*maxEvents.*runtime/);
});

const KEY = `B${'a'.repeat(86)}`;

test('takes a sync server with its key, from the tag too', () => {
  const options = optionsFromDataset({ sync: '/reports', syncKey: KEY }, '/sotto/');
  expect(readSettings(options, 'https://shop.example/').sync).toEqual({
    url: 'https://shop.example/reports/',
    publicKey: KEY,
  });
});

test.each([
  [{ sync: 'https://sync.example' }],
  [{ sync: 'https://sync.example', syncKey: 'AAAA' }],
  [{ sync: '', syncKey: KEY }],
  [{ sync: 'ftp://sync.example', syncKey: KEY }],
])('refuses a sync server without an address or a key: %j', (dataset) => {
  const options = optionsFromDataset(dataset, '/sotto/');
  expect(() => readSettings(options, 'https://shop.example/')).toThrow(/sync/);
});
