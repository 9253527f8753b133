import { DAY_MS, SottoError } from '@sotto/core';
import { counterRandom } from '@sotto/privacy/audit';
import {
  fromHex,
  MAX_BATCH,
  readModelIndex,
  readShopModel,
  ROUND_MS,
  type MeasuredValue,
  type ModelIndex,
  type Task,
} from '@sotto/protocol';
import { createServer, openDatabase, type SyncServerApp } from '@sotto/server';
import { makeReport } from '@sotto/sync';
import { gradientTask, LEARNING, voteTask } from './learning-tasks.ts';
import type { Period } from './crowd.ts';
import { LoudReports } from './loud-report.ts';
import type { Site } from './site.ts';
import type { KnownVersions, Numbers } from './versions-in-use.ts';

/**
 * The sync server in this process, on a database in memory and with a clock of its own: reports are made as devices make
 * them and posted, versions are read and verified as devices do.
 *
 * **Randomness** is seeded, so that a simulation can be repeated; that of devices never is.
 */
export async function openServerSite(period: Period, epsilon: number, seed: number): Promise<Site> {
  const database = await openDatabase('memory');
  const time = { now: period.firstRound * ROUND_MS };
  const tasks = { gradient: gradientTask(period, epsilon), vote: voteTask(period) };
  const log: string[] = [];
  const server = await createServer({
    database,
    clock: { now: () => time.now },
    tasks: Object.values(tasks),
    learning: LEARNING,
    random: counterRandom(2 * seed + 1),
    log: { write: (line) => void log.push(line) },
  });
  const random = counterRandom(2 * seed);
  const fakes = new LoudReports(random);
  let waiting: Uint8Array[] = [];

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) await post(server, batch);
  }

  async function add(
    task: Task,
    round: number,
    input: MeasuredValue,
    loud: boolean,
  ): Promise<void> {
    const bytes =
      loud && input !== null
        ? await fakes.make(task, round, input)
        : fromHex((await makeReport(random, task, round, input)).bytes);
    waiting.push(bytes);
    if (waiting.length === MAX_BATCH) await flush();
  }

  return {
    async report(round, answer) {
      time.now = (round + 0.5) * ROUND_MS;
      const { loud = false } = answer;
      if (answer.kind === 'vote') await add(tasks.vote, round, answer.vote, loud);
      else await add(tasks.gradient, round, answer.gradient && [...answer.gradient], loud);
    },
    async finish(round) {
      await flush();
      time.now = (round + 1) * ROUND_MS + DAY_MS;
      await server.keepRounds();
      const [fault] = log.splice(0);
      if (fault !== undefined) throw new SottoError('server/failed', { origin: 'cli' }, fault);
      return knownVersions(server, time.now);
    },
    async close() {
      await server.app.close();
      await database.close();
    },
  };
}

async function post(server: SyncServerApp, reports: readonly Uint8Array[]): Promise<void> {
  const { statusCode, payload } = await server.app.inject({
    method: 'POST',
    url: '/v1/reports',
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.concat(reports),
  });
  const { rejected } = JSON.parse(payload) as { readonly rejected?: readonly unknown[] };
  if (statusCode !== 200 || rejected?.length !== 0)
    throw new SottoError('server/failed', { origin: 'cli' }, `${statusCode} ${payload}`);
}

async function knownVersions(server: SyncServerApp, from: number): Promise<KnownVersions> {
  const { payload } = await server.app.inject({ url: '/v1/model' });
  const index = await readModelIndex(JSON.parse(payload), server.publicKey);
  const { current, candidate } = index;
  return {
    from,
    current: current && (await numbersOf(server, current)),
    candidate: candidate && { ...candidate, numbers: await numbersOf(server, candidate) },
    states: index.versions.map(({ serial, state }) => ({ serial, state })),
  };
}

async function numbersOf(
  { app, publicKey }: SyncServerApp,
  name: NonNullable<ModelIndex['current']>,
): Promise<Numbers> {
  const { rawPayload } = await app.inject({ url: `/v1/objects/${name.sha256}` });
  const model = await readShopModel(new Uint8Array(rawPayload), name, publicKey);
  return model.parts.fusion?.numbers ?? null;
}
