import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@sotto/core';
import { systemRandom } from '@sotto/privacy';
import {
  fromHex,
  publishedRoundSchema,
  ROUND_MS,
  roundAt,
  SPLIT_REPORT_TYPE,
  type Answer,
  type PublishedRound,
  type Task,
} from '@sotto/protocol';
import { makeReport } from '@sotto/sync';
import * as v from 'valibot';
import { expect, onTestFinished, test } from 'vitest';
import { openSyncServer } from '../open-sync-server.ts';

const SECRET = 'a-secret-of-two-operators-and-of-nobody-else';
const DIMENSION = 16;
const REPORTS = 60;

interface Started {
  readonly child: ChildProcess;
  readonly said: string;
  readonly url: string;
}

/** Runs a program until it says where it is. */
async function start(name: string, env: Record<string, string>): Promise<Started> {
  const program = fileURLToPath(new URL(`../../dist/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'], PORT: '0', SOTTO_HELPER_SECRET: SECRET, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  for await (const line of createInterface(child.stderr!)) {
    said.push(line);
    const url = /is at (\S+)$/.exec(line)?.[1]?.replace(/127\.0\.0\.1|\[::1\]/, 'localhost');
    if (url !== undefined) return { child, url, said: said.join('\n') };
  }
  throw new Error(said.join('\n'));
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sotto-split-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function taskFor(helper: Started, round: number): Promise<Task> {
  const answer = await fetch(`${helper.url}/v1/hpke-key`);
  const { key } = (await answer.json()) as { key: string };
  expect(helper.said).toContain(key);
  return {
    measure: 'list-outcome',
    mechanism: {
      kind: 'code-book',
      microEpsilon: 4_000_000,
      dimension: DIMENSION,
      microClip: 1_000_000,
    },
    mode: {
      kind: 'split',
      helper: { url: `${helper.url}/`, operator: 'Helpers & Sons', key },
      noise: { microEpsilon: 16_000_000, picoDelta: 1_000_000 },
    },
    minimumCohort: 20,
    rounds: { first: round, last: round, every: 1 },
  };
}

/**
 * Two programs with a database each. Every estimated number lies within 5.5 standard errors of the true one, but for
 * a chance of 1e-6; the stated errors are no larger than what such noise can be.
 */
test('two programs add up reports that neither can read, and publish the mean vector', async () => {
  const round = roundAt(systemClock.now());
  const leadersFolder = newFolder();
  const [helper, leader] = [
    await start('aggregator-bin', { SOTTO_SERVER_DATA: newFolder() }),
    await start('bin', { SOTTO_SERVER_DATA: leadersFolder }),
  ];
  const task = await taskFor(helper, round);
  const ownerKey = /shown this once: (\S+)$/m.exec(leader.said)?.[1];
  const put = await fetch(`${leader.url}/v1/owner/configuration`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ tasks: [task] }),
  });
  expect(put.ok).toBe(true);

  const random = systemRandom();
  const vector = Array.from({ length: DIMENSION }, (_, at) => (at === 0 ? 1 : 0));
  const lengths = new Set<number>();
  for (let at = 0; at < REPORTS; at++) {
    const report = await makeReport(
      random,
      task,
      round,
      vector,
      () => import('@sotto/protocol/split'),
    );
    const body = fromHex(report.bytes);
    lengths.add(body.length);
    const answer = await fetch(`${leader.url}/v1/split-reports`, {
      method: 'POST',
      headers: { 'content-type': SPLIT_REPORT_TYPE },
      body,
    });
    expect((await answer.json()) as Answer).toEqual({ accepted: 1, rejected: [] });
  }
  expect([...lengths]).toHaveLength(1);
  const ended = once(leader.child, 'exit');
  leader.child.kill('SIGTERM');
  await ended;

  const last = await openSyncServer({
    database: { folder: leadersFolder },
    port: 0,
    clock: { now: () => (round + 1) * ROUND_MS + ROUND_MS / 2 },
    helperSecret: SECRET,
    log: { write: () => undefined },
  });
  onTestFinished(() => last.close());
  const published = await onlyRound(last.url);
  expect(published).toMatchObject({
    reports: REPORTS,
    claim: {
      mode: 'split',
      microEpsilon: 4_000_000,
      amplified: {
        epsilon: 16,
        delta: 1e-6,
        condition: 'Helpers & Sons and the shop do not work together',
      },
    },
  });
  if (published.result.kind !== 'mean') throw new Error('A mean was asked for.');
  const { mean, standardError } = published.result;
  expect(mean).toHaveLength(DIMENSION);
  for (const [at, estimate] of mean.entries()) {
    expect(standardError[at]).toBeLessThan(0.3);
    expect(Math.abs(estimate - vector[at]!)).toBeLessThan(5.5 * standardError[at]!);
  }
  expect(mean[0]).toBeGreaterThan(0);
}, 120_000);

async function onlyRound(url: string): Promise<PublishedRound> {
  const index = (await (await fetch(`${url}/v1/rounds`)).json()) as {
    rounds: { sha256: string }[];
  };
  expect(index.rounds).toHaveLength(1);
  const object = await fetch(`${url}/v1/objects/${index.rounds[0]!.sha256}`);
  return v.parse(publishedRoundSchema, await object.json());
}
