import { seededRng } from '@sotto/core';
import type { RandomSource } from '@sotto/privacy';
import {
  encodeReport,
  ROUND_MS,
  taskHashOf,
  taskIdOf,
  type Answer,
  type Report,
  type Task,
} from '@sotto/protocol';
import { onTestFinished } from 'vitest';
import { createServer, type CreateServerOptions, type SyncServerApp } from './create-server.ts';
import type { Database } from './database/database.ts';

/** The round that tests begin in. */
export const ROUND = 2_968;

/** Its first moment. */
export const START = ROUND * ROUND_MS;

/** The first moment at which it takes no reports. */
export const OVER = START + ROUND_MS + 86_400_000;

/** The first moment at which no raw report of it may exist. */
export const EXPIRED = START + 2 * ROUND_MS;

export const TASK: Task = {
  measure: 'list-outcome',
  mechanism: {
    kind: 'k-ary-response',
    microEpsilon: 2_000_000,
    values: ['nothing', 'click', 'basket'],
  },
  mode: { kind: 'solo' },
  minimumCohort: 5,
  rounds: { first: ROUND - 1, last: ROUND + 10, every: 1 },
};

/** A database of a test alone. */
export interface TestDatabase {
  readonly database: Database;
  /** As a second server would open the same one. */
  readonly another: () => Promise<Database>;
}

let nonces = 0;

/** What a report says, if not the default, and of which task it is. */
export type ReportChanges = Partial<Report> & { readonly of?: Task };

/** Reports with nonces that no other has. */
export async function reportsOf(count: number, changes: ReportChanges = {}): Promise<Report[]> {
  const { of = TASK, ...rest } = changes;
  const task = taskIdOf(await taskHashOf(of));
  return Array.from({ length: count }, () => {
    const nonce = new Uint8Array(16);
    new DataView(nonce.buffer).setUint32(12, (nonces += 1));
    return { task, round: ROUND, nonce, payload: 0, ...rest };
  });
}

export async function reportOf(changes: ReportChanges = {}): Promise<Report> {
  const [report] = await reportsOf(1, changes);
  return report!;
}

/** A source of random words that gives the same ones for the same seed. */
export function seededRandom(seed: number): RandomSource {
  const rng = seededRng(seed);
  return { uint32: () => Math.floor(rng.next() * 0x1_0000_0000) };
}

/** A server without a socket, whose time a test sets. */
export interface TestServer extends SyncServerApp {
  /** ms since 1970. */
  now: number;
  readonly lines: string[];
  send(reports: readonly Report[]): Promise<Answer>;
  sendBytes(bytes: Uint8Array): Promise<{ status: number; body: unknown }>;
  get(url: string): Promise<{ status: number; headers: Record<string, unknown>; text: string }>;
  /** What Prometheus reads. */
  figures(): Promise<string>;
  owner(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    key?: string,
  ): Promise<{ status: number; body: unknown }>;
}

const parsed = (text: string): unknown => (text === '' ? undefined : JSON.parse(text));

/** Opens one, at {@link START}, with {@link TASK} in force. */
export async function testServer(
  database: Database,
  options: Partial<CreateServerOptions> = {},
): Promise<TestServer> {
  const lines: string[] = [];
  const time = { now: START };
  const clock = { now: () => time.now };
  const log = { write: (line: string) => void lines.push(line) };
  const server = await createServer({ database, clock, log, tasks: [TASK], ...options });
  onTestFinished(() => server.app.close());
  const sendBytes: TestServer['sendBytes'] = async (bytes) => {
    const { statusCode, payload } = await server.app.inject({
      method: 'POST',
      url: '/v1/reports',
      headers: { 'content-type': 'application/octet-stream' },
      payload: Buffer.from(bytes),
    });
    return { status: statusCode, body: parsed(payload) };
  };
  return Object.assign(time, {
    ...server,
    lines,
    sendBytes,
    async send(reports: readonly Report[]) {
      const { body } = await sendBytes(Buffer.concat(reports.map(encodeReport)));
      return body as Answer;
    },
    async get(url: string) {
      const { statusCode, headers, payload } = await server.app.inject({ url });
      return { status: statusCode, headers, text: payload };
    },
    async figures() {
      const headers = { authorization: `Bearer ${server.ownerKey}` };
      return (await server.app.inject({ url: '/metrics', headers })).payload;
    },
    async owner(
      method: 'GET' | 'PUT' | 'POST' | 'DELETE',
      path: string,
      body?: object,
      key = server.ownerKey,
    ) {
      const { statusCode, payload } = await server.app.inject({
        method,
        url: `/v1/owner/${path}`,
        headers: { authorization: `Bearer ${key}` },
        ...(body === undefined ? {} : { payload: body }),
      });
      return { status: statusCode, body: parsed(payload) };
    },
  });
}

/** How many raw reports there are. */
export async function rawReports(database: Database): Promise<number> {
  const [row] = await database.query<{ count: number }>('select count(*) as count from report');
  return row?.count ?? -1;
}

/** The database as it is for a server that is stopped when it says `statement`. */
export function stoppedAt(database: Database, statement: string): Database {
  return {
    ...database,
    transaction: (work) =>
      database.transaction((transaction) =>
        work({
          query(sql, parameters) {
            if (sql.startsWith(statement)) throw new Error('The process ends here.');
            return transaction.query(sql, parameters);
          },
        }),
      ),
  };
}
