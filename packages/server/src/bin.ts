#!/usr/bin/env node
import process from 'node:process';
import { asSottoError } from '@sotto/core';
import { openSyncServer } from './open-sync-server.ts';
import { readSettings } from './settings.ts';

try {
  const { url, publicKey, ownerKey, close } = await openSyncServer(readSettings(process.env));
  const lines = [
    ...(ownerKey === undefined ? [] : [`Key of the owner's API, shown this once: ${ownerKey}`]),
    `Public key of the site: ${publicKey}`,
    `The sync server is at ${url}`,
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().then(() => process.exit(0)));
} catch (thrown) {
  const { code, message } = asSottoError(thrown, 'server/failed', 'server');
  process.stderr.write(`${code}: ${message}\n`);
  process.exit(1);
}
