import { startPostgres, type TestPostgres } from '@sotto/testing/postgres';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';
import { binContract } from './bin.contract.ts';
import { databaseContract } from './database/database.contract.ts';
import type { Database } from './database/database.ts';
import { postgresDatabase } from './database/postgres-database.ts';
import type { TestDatabase } from './fixture.contract.ts';
import { learningContract } from './learning/learning.contract.ts';
import { ownersVersionsContract } from './learning/owners-versions.contract.ts';
import { reportsContract } from './reports/reports.contract.ts';
import { roundsContract } from './rounds/rounds.contract.ts';
import { serverContract } from './server.contract.ts';
import { splitContract } from './split/split.contract.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startPostgres();
  const database = postgresDatabase(postgres.url);
  await database.query('create database helpers');
  await database.close();
}, 60_000);

afterAll(() => postgres.stop());

function open(url = postgres.url): Database {
  const database = postgresDatabase(url);
  onTestFinished(() => database.close());
  return database;
}

async function empty(url = postgres.url): Promise<Database> {
  const database = open(url);
  await database.query('drop schema public cascade');
  await database.query('create schema public');
  return database;
}

/** One server, emptied for each test. */
async function create(): Promise<TestDatabase> {
  const database = await empty();
  return { database, another: () => Promise.resolve(open()) };
}

describe('on PostgreSQL', () => {
  databaseContract(create);
  reportsContract(create);
  roundsContract(create);
  serverContract(create);
  learningContract(create);
  ownersVersionsContract(create);
  splitContract(async () => ({
    leaders: await empty(),
    helpers: await empty(postgres.url.replace(/postgres$/, 'helpers')),
  }));
  binContract(() => {
    const url = postgres.url.replace(/postgres$/, 'template1');
    return { env: { DATABASE_URL: url }, database: { url }, exclusive: false };
  });
});
