import { expect, test } from '@playwright/test';
import { systemRandom } from '@sotto/privacy';
import {
  fromHex,
  MAX_BATCH,
  roundAt,
  type MeasuredValue,
  type PublishedRound,
  type Task,
} from '@sotto/protocol';
import { makeReport } from '@sotto/sync';
import { endRound, openSync } from './sync-server.ts';

const openSplit = () => import('@sotto/protocol/split');

const ITEMS = 1_000;
const DIMENSION = 16;

const taskOf = (measure: string, mechanism: Task['mechanism']): Task => ({
  measure,
  mechanism,
  mode: { kind: 'solo' },
  minimumCohort: 100,
  rounds: { first: 0, last: 4_294_967_295, every: 1 },
});

/** Three tasks, with what each of many devices has to tell. A tenth of them has nothing. */
const STUDIES: { task: Task; devices: number; inputOf: (device: number) => MeasuredValue }[] = [
  {
    task: taskOf('values', {
      kind: 'k-ary-response',
      microEpsilon: 1_000_000,
      values: ['nothing', 'a', 'b', 'c'],
    }),
    devices: 8_000,
    inputOf: (device) => (device % 10 === 0 ? null : [1, 1, 1, 2, 2, 3][device % 6]!),
  },
  {
    task: taskOf('items', { kind: 'local-hashing', microEpsilon: 4_000_000, items: ITEMS }),
    devices: 8_000,
    // A few items are held by many.
    inputOf: (device) => (device % 10 === 0 ? null : Math.floor((device % 997) ** 2 / 1_000)),
  },
  {
    task: taskOf('vector', {
      kind: 'code-book',
      microEpsilon: 4_000_000,
      dimension: DIMENSION,
      microClip: 1_000_000,
    }),
    devices: 4_000,
    inputOf: (device) =>
      device % 10 === 0
        ? null
        : Array.from({ length: DIMENSION }, (_, at) => (at % 4 === device % 4 ? 0.4 : -0.1)),
  },
];

async function send(url: string, reports: readonly Uint8Array[]): Promise<number> {
  let accepted = 0;
  for (let from = 0; from < reports.length; from += MAX_BATCH) {
    const response = await fetch(`${url}/v1/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.concat(reports.slice(from, from + MAX_BATCH)),
    });
    accepted += ((await response.json()) as { accepted: number }).accepted;
  }
  return accepted;
}

/** Share of the truths within their intervals, each made `times` as wide. */
function covered({ result }: PublishedRound, truth: readonly number[], times: number): number {
  const within = truth.filter((value, at) => {
    if (result.kind === 'mean')
      return Math.abs(value - result.mean[at]!) <= times * 1.96 * result.standardError[at]!;
    // Intervals end at 0, where a negative estimate lies outside.
    const [count, low, high] = [result.counts[at]!, result.low[at]!, result.high[at]!];
    return Math.abs(value - count) <= times * Math.max(high - count, count - low);
  });
  return within.length / truth.length;
}

function truthOf({ task, devices, inputOf }: (typeof STUDIES)[number]): number[] {
  const inputs = Array.from({ length: devices }, (_, device) => inputOf(device));
  const { mechanism } = task;
  if (mechanism.kind === 'code-book')
    return Array.from(
      { length: DIMENSION },
      (_, at) =>
        inputs.reduce<number>((sum, input) => sum + ((input as number[] | null)?.[at] ?? 0), 0) /
        devices,
    );
  const counts = Array<number>(mechanism.kind === 'local-hashing' ? ITEMS : 4).fill(0);
  for (const input of inputs) {
    if (input !== null) counts[input as number]! += 1;
    else if (mechanism.kind === 'k-ary-response') counts[0]! += 1;
  }
  return counts;
}

/**
 * The devices run the client's own code. Four values or sixteen numbers lie within intervals three times as wide but for
 * a chance of 1e-7; of a thousand items 95 % do, plus or minus 5 standard deviations.
 */
test('twenty thousand devices make estimates that are as true as they say', async () => {
  test.setTimeout(300_000);
  const sync = await openSync(
    'https://shop.example',
    STUDIES.map(({ task }) => task),
  );
  try {
    const random = systemRandom();
    const round = roundAt(Date.now());
    for (const { task, devices, inputOf } of STUDIES) {
      const reports: Uint8Array[] = [];
      for (let device = 0; device < devices; device++)
        reports.push(
          fromHex((await makeReport(random, task, round, inputOf(device), openSplit)).bytes),
        );
      expect(await send(sync.url, reports)).toBe(devices);
      // What was answered for is there; sent again it counts no more.
      expect(await send(sync.url, reports.slice(0, 100))).toBe(0);
    }
    const published = await endRound(sync);
    for (const study of STUDIES) {
      const found = published.find(({ task }) => task.measure === study.task.measure);
      expect(found?.reports).toBe(study.devices);
      const truth = truthOf(study);
      expect(covered(found!, truth, 3)).toBeGreaterThan(truth.length > 100 ? 0.999 : 0.9999);
      if (truth.length < 100) continue;
      expect(covered(found!, truth, 1)).toBeGreaterThan(0.95 - 0.035);
      expect(covered(found!, truth, 1)).toBeLessThan(0.95 + 0.035);
    }
  } finally {
    await sync.close();
  }
});
