import type { Page } from '@playwright/test';
import { FUSION_DIMENSION } from '@sotto/learning';
import { systemRandom } from '@sotto/privacy';
import {
  fromHex,
  LIST_OUTCOMES_OF_TRIAL,
  MAX_BATCH,
  roundAt,
  VERSION_VOTES,
  type EngineStatus,
  type MeasuredValue,
  type RecommendationList,
  type Task,
} from '@sotto/protocol';
import type { GivenLearningSettings } from '@sotto/server';
import { makeReport } from '@sotto/sync';
import { groupsOf } from './pack-groups.ts';
import { expect, historyOf } from './shop.ts';
import { openSync, reportsOf, test as base, type OpenSync } from './sync-server.ts';

/** The week in which shoppers look around first. */
export const WEEK = roundAt(Date.now());

/** A task from the week after {@link WEEK} on. */
export const taskOf = (measure: string, every: number, mechanism: Task['mechanism']): Task => ({
  measure,
  mechanism,
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first: WEEK + 1, last: 4_294_967_295, every },
});

export const GRADIENT = taskOf('fusion-gradient', 2, {
  kind: 'code-book',
  microEpsilon: 3_000_000,
  dimension: FUSION_DIMENSION,
  microClip: 1_000_000,
});
export const VOTE = taskOf('version-vote', 1, {
  kind: 'k-ary-response',
  microEpsilon: 500_000,
  values: [...VERSION_VOTES],
});
const OUTCOME = taskOf('list-outcome', 1, {
  kind: 'k-ary-response',
  microEpsilon: 500_000,
  values: [...LIST_OUTCOMES_OF_TRIAL],
});

/** What is asked of a shop's pack. */
const tasksOf = (packDir: string): Task[] => [
  GRADIENT,
  VOTE,
  OUTCOME,
  taskOf('group-popularity', 1, {
    kind: 'local-hashing',
    microEpsilon: 1_000_000,
    ...groupsOf(packDir),
  }),
];

export const MEASURES = ['fusion-gradient', 'version-vote', 'list-outcome', 'group-popularity'];

/** Numbers follow the published mean in one step, so that a test can follow them. */
export const RATE = 2;
const LEARNING = {
  parts: {
    fusion: {
      kind: 'momentum',
      rate: RATE,
      momentum: 0,
      decay: 0,
      cap: 1_000,
      aggregate: 'mean',
      shrink: false,
    },
    groups: true,
  },
  trial: { canaryPercent: 50, rounds: 2 },
} as const satisfies GivenLearningSettings;

/** A sync server, and what devices are asked by it. */
export interface LearningSync extends OpenSync {
  readonly tasks: readonly Task[];
}

/** Tests with a shop whose sync server learns. */
export const test = base.extend<{ sync: LearningSync }>({
  sync: async ({ ownPack, shopPort }, use) => {
    const tasks = tasksOf(ownPack);
    const sync = await openSync(`http://localhost:${shopPort}`, tasks, { learning: LEARNING });
    await use(Object.assign(sync, { tasks }));
    await sync.close();
  },
});

interface Sotto {
  status(): Promise<EngineStatus | null>;
  setConsent(answer: string): void;
  recommend(request: object): Promise<RecommendationList>;
}

/** Asks the page's client. */
export const sotto = <T>(page: Page, ask: (client: Sotto) => Promise<T>): Promise<T> =>
  page.evaluate(`(${ask.toString()})(window.sotto)`) as Promise<T>;

export const learningOf = async (page: Page): Promise<EngineStatus['learning'] | undefined> =>
  (await sotto(page, (client) => client.status()))?.learning;

/** Devices that run the client's own code, without a browser. */
export async function sendOf(
  sync: OpenSync,
  task: Task,
  round: number,
  inputs: readonly MeasuredValue[],
): Promise<void> {
  const random = systemRandom();
  const reports: Uint8Array[] = [];
  for (const input of inputs)
    reports.push(fromHex((await makeReport(random, task, round, input)).bytes));
  for (let from = 0; from < reports.length; from += MAX_BATCH) {
    const response = await fetch(`${sync.url}/v1/reports`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.concat(reports.slice(from, from + MAX_BATCH)),
    });
    expect(await response.json()).toMatchObject({ rejected: [] });
  }
}

/** What a device's reports of a round were made of, by measure, once all were sent. */
export async function told(
  page: Page,
  round: number,
  measures: readonly string[] = MEASURES,
): Promise<Record<string, MeasuredValue>> {
  const entries = async () => (await reportsOf(page)).filter((entry) => entry.round === round);
  await expect
    .poll(async () => (await entries()).filter(({ kind }) => kind === 'sent').length)
    .toBe(measures.length);
  return Object.fromEntries(
    (await entries()).flatMap((entry) =>
      entry.kind === 'made' ? [[entry.measure, entry.report.input]] : [],
    ),
  );
}

/** Opens product pages of a category, waiting until each view is in the history. */
export async function look(
  page: Page,
  url: string,
  category: string,
  count: number,
): Promise<void> {
  const views = async () =>
    (await historyOf(page)).filter(({ kind, item }) => kind === 'view' && item !== undefined)
      .length;
  await page.goto(url + category);
  const before = await views();
  const links = await page
    .locator('ul.grid a[href^="/p/"]')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  for (const [index, link] of [...new Set(links)].slice(0, count).entries()) {
    await page.goto(url + link);
    await expect.poll(views).toBe(before + index + 1);
  }
}
