import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { readSettings, SETTINGS } from './settings.ts';

test('needs nothing set, and freezes what it read', () => {
  const settings = readSettings({});
  expect(settings).toEqual({
    database: { folder: './sotto-server' },
    host: 'localhost',
    port: 4180,
    origins: [],
    reportsPerSecond: 2_000,
  });
  expect(Object.isFrozen(settings) && Object.isFrozen(settings.database)).toBe(true);
});

test('takes a database, a port and origins', () => {
  const url = 'postgres://sotto:secret@db.example/sotto';
  const SOTTO_ORIGINS = 'https://shop.example, http://localhost:4173';
  expect(readSettings({ DATABASE_URL: url, PORT: '0', HOST: '0.0.0.0', SOTTO_ORIGINS })).toEqual({
    database: { url },
    host: '0.0.0.0',
    port: 0,
    origins: ['https://shop.example', 'http://localhost:4173'],
    reportsPerSecond: 2_000,
  });
});

test('lists every problem, and no secret', () => {
  const wrong = {
    DATABASE_URL: 'mysql://secret@db',
    PORT: '70000',
    HOST: '',
    SOTTO_ORIGINS: 'https://shop.example/path',
    SOTTO_REPORTS_PER_SECOND: '0',
    SOTTO_METRICS_TOKEN: 'secret',
  };
  let message = '';
  try {
    readSettings(wrong);
  } catch (error) {
    ({ message } = error as Error);
    expect(error).toMatchObject({ code: 'config/invalid' });
  }
  expect(message.split('\n').map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(Object.keys(wrong)),
  );
  expect(message).not.toContain('secret');
});

test('docs/server.md lists every setting with its default and its meaning', () => {
  const text = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` +\| (?:`([^`]+)`|–) +\| (.+?) +\|$/gm)];
  expect(rows.map(([, name, value, meaning]) => [name, value, meaning])).toEqual(
    Object.entries(SETTINGS).map(([name, schema]) => [
      name,
      v.getDefault(schema.pipe[0]) || undefined,
      v.getDescription(schema),
    ]),
  );
});
