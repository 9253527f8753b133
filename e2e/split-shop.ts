import { systemRandom } from '@sotto/privacy';
import { fromHex, SPLIT_REPORT_TYPE, type MeasuredValue, type Task } from '@sotto/protocol';
import type { GivenLearningSettings } from '@sotto/server';
import { makeReport } from '@sotto/sync';
import { start } from './programs.ts';
import { expect } from './shop.ts';
import { openSync, test as base, type OpenSync } from './sync-server.ts';

const SECRET = 'a-secret-of-two-operators-and-of-nobody-else';

/** Devices beside the one of the test. */
export const OTHERS = 25;

/** Of every task here: each round is published once the page and the others reported. */
export const COHORT = {
  minimumCohort: OTHERS + 1,
  rounds: { first: 0, last: 4_294_967_295, every: 1 },
} as const satisfies Partial<Task>;

const FUSION: Asked['split'] = {
  measure: 'fusion-gradient',
  mechanism: { kind: 'code-book', microEpsilon: 4_000_000, dimension: 16, microClip: 1_000_000 },
};

/** What the shop asks of its devices. */
interface Asked {
  /** What is told in two shares. */
  readonly split: Pick<Task, 'measure' | 'mechanism'>;
  /** What is told besides. */
  readonly others: readonly Task[];
  readonly learning?: GivenLearningSettings;
}

/** A sync server with a helper, and its task in split mode. */
export interface SplitSync extends OpenSync {
  readonly task: Task;
}

/**
 * Tests with a shop whose sync server adds reports up with a helper, a program that someone else runs. What is `asked` is
 * by default the gradient of the fusion alone.
 */
export const test = base.extend<{ asked: Asked; sync: SplitSync }>({
  asked: [{ split: FUSION, others: [] }, { option: true }],
  sync: async ({ shopPort, asked: { split, others, learning } }, use, info) => {
    const helper = await start('aggregator-bin.js', {
      SOTTO_SERVER_DATA: info.outputPath('helper'),
      SOTTO_HELPER_SECRET: SECRET,
    });
    const { key } = (await (await fetch(`${helper.url}/v1/hpke-key`)).json()) as { key: string };
    const task: Task = {
      ...split,
      ...COHORT,
      mode: {
        kind: 'split',
        helper: { url: `${helper.url}/`, operator: 'Helpers & Sons', key },
        noise: { microEpsilon: 16_000_000, picoDelta: 1_000_000 },
      },
    };
    const sync = await openSync(`http://localhost:${shopPort}`, [task, ...others], {
      helperSecret: SECRET,
      ...(learning === undefined ? {} : { learning }),
    });
    await use(Object.assign(sync, { task }));
    await sync.close();
    helper.process.kill();
  },
});

const openSplit = () => import('@sotto/protocol/split');

/** Sends what the {@link OTHERS} tell in two shares: devices that run the client's own code, without a browser. */
export async function sendOthers(
  { url, task }: SplitSync,
  round: number,
  input: MeasuredValue,
): Promise<void> {
  for (let device = 0; device < OTHERS; device++) {
    const { bytes } = await makeReport(systemRandom(), task, round, input, openSplit);
    const answer = await fetch(`${url}/v1/split-reports`, {
      method: 'POST',
      headers: { 'content-type': SPLIT_REPORT_TYPE },
      body: fromHex(bytes),
    });
    expect(answer.status).toBe(200);
  }
}
