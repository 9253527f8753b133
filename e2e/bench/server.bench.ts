import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  encodeReport,
  MAX_BATCH,
  ROUND_MS,
  taskHashOf,
  taskIdOf,
  type Answer,
  type Task,
} from '@sotto/protocol';
import { openSyncServer, type DatabasePlace, type SyncServer } from '@sotto/server';
import { startPostgres } from '@sotto/testing/postgres';
import { addRow } from './rows.ts';

const group = 'sync server';
const ROUND = 3_000;
const SINGLE = 4_000;
const AT_ONCE = 64;
const ESTIMATED = 100_000;

const common = { mode: { kind: 'solo' }, minimumCohort: 20 } as const;

/** A round of its own for each, so that each is estimated by itself. */
const only = (round: number) => ({ first: round, last: round, every: 1 });

/** What is asked of devices. */
interface Asked {
  readonly name: string;
  readonly task: Task;
  /** How many payloads there are; 0 where they are a hash function and one of 56 values. */
  readonly payloads: number;
}

/** Payloads are drawn as devices with nothing to tell draw them. */
const TASKS: readonly Asked[] = [
  {
    name: 'k-ary response, 6 values',
    task: {
      ...common,
      measure: 'outcome',
      rounds: only(ROUND + 0),
      mechanism: {
        kind: 'k-ary-response',
        microEpsilon: 1_000_000,
        values: ['a', 'b', 'c', 'd', 'e', 'f'],
      },
    },
    payloads: 6,
  },
  {
    name: 'code book, 64 numbers',
    task: {
      ...common,
      measure: 'gradient',
      rounds: only(ROUND + 1),
      mechanism: {
        kind: 'code-book',
        microEpsilon: 4_000_000,
        dimension: 64,
        microClip: 1_000_000,
      },
    },
    payloads: 2 ** 22,
  },
  {
    name: 'local hashing, 10,000 items',
    task: {
      ...common,
      measure: 'item',
      rounds: only(ROUND + 2),
      mechanism: { kind: 'local-hashing', microEpsilon: 4_000_000, items: 10_000 },
    },
    payloads: 0,
  },
];

/** A server whose time the bench sets. */
interface Bench {
  now: number;
  readonly server: SyncServer;
}

async function open(database: DatabasePlace): Promise<Bench> {
  const time = { now: ROUND * ROUND_MS };
  const server = await openSyncServer({
    database,
    port: 0,
    clock: { now: () => time.now },
    tasks: TASKS.map(({ task }) => task),
    log: { write: () => undefined },
  });
  return Object.assign(time, { server });
}

/** A message of reports of one task. */
async function message(count: number, { task, payloads }: Asked) {
  const id = taskIdOf(await taskHashOf(task));
  const payload = (): number =>
    payloads === 0 ? randomInt(65_536) * 256 + randomInt(56) : randomInt(payloads);
  return Buffer.concat(
    Array.from({ length: count }, () =>
      encodeReport({
        task: id,
        round: task.rounds.first,
        nonce: randomBytes(16),
        payload: payload(),
      }),
    ),
  );
}

async function send({ server }: Bench, body: Buffer<ArrayBuffer>): Promise<number> {
  const answer = await fetch(`${server.url}/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
  });
  return ((await answer.json()) as Answer).accepted;
}

/** Does all of `work`, a number of them at once; answers how many of what they count were done a second. */
async function rate<T>(
  work: readonly T[],
  atOnce: number,
  one: (each: T) => Promise<number>,
): Promise<number> {
  const queue = [...work];
  let done = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const count = await one(next);
        done += count;
      }
    }),
  );
  return (done * 1_000) / (performance.now() - began);
}

async function measureSingle(name: string, bench: Bench, asked: Asked): Promise<void> {
  const alone = await Promise.all(Array.from({ length: SINGLE }, () => message(1, asked)));
  const plain = await rate(alone, AT_ONCE, async () => {
    await (await fetch(`${bench.server.url}/healthz`)).text();
    return 1;
  });
  addRow({
    group,
    name: `accepted on ${name}, one a request, ${AT_ONCE} at once`,
    value: await rate(alone, AT_ONCE, (body) => send(bench, body)),
    unit: 'reports/s',
    peer: { name: 'requests that keep nothing', value: plain },
  });
}

/** Sends 100,000 reports in full messages; answers how many were accepted a second. */
async function sendMany(bench: Bench, asked: Asked): Promise<number> {
  const messages = Math.ceil(ESTIMATED / MAX_BATCH);
  const full = Array.from({ length: messages }, () => message(MAX_BATCH, asked));
  return rate(await Promise.all(full), 2, (body) => send(bench, body));
}

/** Seconds from the end of a round to its estimate. */
async function estimate(bench: Bench, { task }: Asked): Promise<number> {
  bench.now = (task.rounds.last + 1) * ROUND_MS + ROUND_MS / 2;
  const began = performance.now();
  await bench.server.keepRounds();
  const seconds = (performance.now() - began) / 1_000;
  const published = await fetch(`${bench.server.url}/v1/rounds`);
  expect(await published.text()).toContain(await taskHashOf(task));
  return seconds;
}

async function measure(name: string, database: DatabasePlace): Promise<void> {
  const bench = await open(database);
  try {
    for (const asked of TASKS) {
      bench.now = asked.task.rounds.first * ROUND_MS;
      if (asked === TASKS[0]) await measureSingle(name, bench, asked);
      const perSecond = await sendMany(bench, asked);
      if (asked === TASKS[0])
        addRow({
          group,
          name: `accepted on ${name}, ${MAX_BATCH.toLocaleString('en')} a request`,
          value: perSecond,
          unit: 'reports/s',
        });
      addRow({
        group,
        name: `estimate a round of 100,000 on ${name}: ${asked.name}`,
        value: await estimate(bench, asked),
        unit: 's',
      });
    }
  } finally {
    await bench.server.close();
  }
}

test('reports accepted and estimated on PGlite', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sotto-bench-'));
  try {
    await measure('PGlite', { folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('reports accepted and estimated on PostgreSQL', async () => {
  const postgres = await startPostgres({ fsync: true });
  try {
    await measure('PostgreSQL', { url: postgres.url });
  } finally {
    await postgres.stop();
  }
});
