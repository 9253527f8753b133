import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@sotto/core';
import {
  encodeReport,
  ROUND_MS,
  roundAt,
  type Answer,
  type Report,
  type Task,
} from '@sotto/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, type DatabasePlace } from './database/open-database.ts';
import { reportsOf, TASK } from './fixture.contract.ts';
import { openSyncServer } from './open-sync-server.ts';

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url));

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ownerKey: string | undefined;
}

/** Runs `sotto-server` until it says where it is. */
async function start(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [BIN], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  for await (const line of createInterface(child.stderr!)) {
    said.push(line);
    const url = /is at (\S+)$/.exec(line)?.[1];
    const ownerKey = /shown this once: (\S+)$/m.exec(said.join('\n'))?.[1];
    if (url !== undefined) return { child, url, ownerKey };
  }
  throw new Error(said.join('\n'));
}

async function kill({ child }: Started, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

async function send({ url }: Started, reports: readonly Report[]): Promise<Answer> {
  const answer = await fetch(`${url}/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.concat(reports.map(encodeReport)),
  });
  return (await answer.json()) as Answer;
}

/** Where the program keeps its data. */
interface BinPlace {
  readonly env: Record<string, string>;
  readonly database: DatabasePlace;
  /** Whether one server at a time may use it. */
  readonly exclusive: boolean;
}

/** What the program does when it is killed, on one kind of database. */
export function binContract(place: () => BinPlace): void {
  // Starts three databases, which takes a busy machine a while.
  test('a server killed right after it acknowledged has lost nothing and counts nothing twice', async () => {
    const { env, database, exclusive } = place();
    const round = roundAt(systemClock.now());
    const task: Task = { ...TASK, rounds: { first: round, last: round, every: 1 } };
    const reports = await reportsOf(300, { of: task, round });
    const first = await start(env);
    await fetch(`${first.url}/v1/owner/configuration`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${first.ownerKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ tasks: [task] }),
    });
    expect(await send(first, reports.slice(0, 200))).toEqual({ accepted: 200, rejected: [] });
    await kill(first, 'SIGKILL');
    const second = await start(env);
    expect(second.ownerKey).toBeUndefined();
    const answer = await send(second, reports);
    expect(answer.accepted).toBe(100);
    expect(answer.rejected).toHaveLength(200);
    if (exclusive)
      await expect(openDatabase(database)).rejects.toMatchObject({ code: 'server/database' });
    await kill(second, 'SIGTERM');
    const clock = { now: () => (round + 1) * ROUND_MS + ROUND_MS / 2 };
    const log = { write: () => undefined };
    const last = await openSyncServer({ database, port: 0, clock, log });
    onTestFinished(() => last.close());
    const index = (await (await fetch(`${last.url}/v1/rounds`)).json()) as {
      rounds: { sha256: string }[];
    };
    expect(index.rounds).toHaveLength(1);
    const object = await fetch(`${last.url}/v1/objects/${index.rounds[0]!.sha256}`);
    expect(await object.json()).toMatchObject({ round, reports: 300 });
  }, 120_000);
}
