#!/usr/bin/env node
import process from 'node:process';
import { asSottoError, DAY_MS } from '@sotto/core';
import { createAggregator } from './aggregator/create-aggregator.ts';
import { openDatabase } from './database/open-database.ts';
import { serverError } from './server-error.ts';
import { readSettings } from './settings.ts';

const DEFAULTS = { PORT: '4182', SOTTO_SERVER_DATA: './sotto-aggregator' };

try {
  const {
    database: place,
    host,
    port,
    helperSecret,
  } = readSettings({
    ...DEFAULTS,
    ...process.env,
  });
  if (helperSecret === undefined)
    throw serverError('config/invalid', 'SOTTO_HELPER_SECRET is missing.');
  const database = await openDatabase(place);
  const { app, key, forget } = await createAggregator({ database, secret: helperSecret });
  await forget();
  const timer = setInterval(() => void forget().catch(() => undefined), DAY_MS);
  app.addHook('onClose', async () => {
    clearInterval(timer);
    await database.close();
  });
  process.stderr.write(`Key of the helper, for tasks: ${key}\n`);
  process.stderr.write(`The helper is at ${await app.listen({ host, port })}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void app.close().then(() => process.exit(0)));
} catch (thrown) {
  const { code, message } = asSottoError(thrown, 'server/failed', 'server');
  process.stderr.write(`${code}: ${message}\n`);
  process.exit(1);
}
