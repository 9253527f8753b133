import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { binContract } from './bin.contract.ts';
import { databaseContract } from './database/database.contract.ts';
import type { Database } from './database/database.ts';
import { openMemoryDatabase } from './database/pglite-database.ts';
import type { TestDatabase } from './fixture.contract.ts';
import { learningContract } from './learning/learning.contract.ts';
import { ownersVersionsContract } from './learning/owners-versions.contract.ts';
import { reportsContract } from './reports/reports.contract.ts';
import { roundsContract } from './rounds/rounds.contract.ts';
import { serverContract } from './server.contract.ts';
import { splitContract } from './split/split.contract.ts';

let database: Database;
let helpers: Database;

beforeAll(async () => {
  database = await openMemoryDatabase();
  helpers = await openMemoryDatabase();
}, 60_000);

afterAll(async () => {
  await database.close();
  await helpers.close();
});

/** Opening one takes seconds. */
async function empty(used: Database): Promise<Database> {
  await used.query('drop schema public cascade');
  await used.query('create schema public');
  return used;
}

/** One PGlite, emptied for each test. */
async function create(): Promise<TestDatabase> {
  await empty(database);
  return { database, another: () => Promise.resolve(database) };
}

describe('on PGlite', () => {
  databaseContract(create);
  reportsContract(create);
  roundsContract(create);
  serverContract(create);
  learningContract(create);
  ownersVersionsContract(create);
  splitContract(async () => ({ leaders: await empty(database), helpers: await empty(helpers) }));
  binContract(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sotto-server-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    return { env: { SOTTO_SERVER_DATA: folder }, database: { folder }, exclusive: true };
  });
});
