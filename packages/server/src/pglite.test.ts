import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { binContract } from './bin.contract.ts';
import { databaseContract } from './database/database.contract.ts';
import type { Database } from './database/database.ts';
import { openMemoryDatabase } from './database/pglite-database.ts';
import type { TestDatabase } from './fixture.contract.ts';
import { reportsContract } from './reports/reports.contract.ts';
import { roundsContract } from './rounds/rounds.contract.ts';
import { serverContract } from './server.contract.ts';

let database: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
}, 60_000);

afterAll(() => database.close());

/** One PGlite, emptied for each test: opening one takes seconds. */
async function create(): Promise<TestDatabase> {
  await database.query('drop schema public cascade');
  await database.query('create schema public');
  return { database, another: () => Promise.resolve(database) };
}

describe('on PGlite', () => {
  databaseContract(create);
  reportsContract(create);
  roundsContract(create);
  serverContract(create);
  binContract(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sotto-server-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return { env: { SOTTO_SERVER_DATA: folder }, database: { folder }, exclusive: true };
  });
});
