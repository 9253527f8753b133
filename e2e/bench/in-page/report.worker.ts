import { systemRandom } from '@sotto/privacy';
import { REPORT_BYTES, type MeasuredValue, type Task } from '@sotto/protocol';
import { makeReport } from '@sotto/sync';

const TIMES = 60;

const taskOf = (mechanism: Task['mechanism']): Task => ({
  measure: 'bench',
  mechanism,
  mode: { kind: 'solo' },
  minimumCohort: 20,
  rounds: { first: 0, last: 9, every: 1 },
});

const vectorOf = (dimension: number): number[] =>
  Array.from({ length: dimension }, (_, at) => Math.sin(at) / Math.sqrt(dimension));

const CASES: readonly (readonly [string, Task, MeasuredValue])[] = [
  [
    'one of 4 values',
    taskOf({ kind: 'k-ary-response', microEpsilon: 1_000_000, values: ['a', 'b', 'c', 'd'] }),
    2,
  ],
  [
    'one of 10,000 items',
    taskOf({ kind: 'local-hashing', microEpsilon: 4_000_000, items: 10_000 }),
    17,
  ],
  ...[16, 64, 512].map(
    (dimension) =>
      [
        `a vector of ${dimension}`,
        taskOf({
          kind: 'code-book',
          microEpsilon: 4_000_000,
          dimension,
          microClip: 1_000_000,
        }),
        vectorOf(dimension),
      ] as const,
  ),
];

/** Textbook Gaussian noise on each number, which is neither exact nor as accurate: what it takes elsewhere. */
function gaussian(values: readonly number[]): number[] {
  return values.map(
    (value) =>
      value +
      4.2 * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()),
  );
}

async function timeOf(work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < TIMES; at++) {
    const began = performance.now();
    await work();
    times.push((performance.now() - began) * 1_000);
  }
  return times;
}

const random = systemRandom();
const openSplit = () => import('@sotto/protocol/split');
const rows: { name: string; micros: number[]; peer: number[] | undefined }[] = [];
for (const [name, task, input] of CASES) {
  const micros = await timeOf(() => makeReport(random, task, 5, input, openSplit));
  const peer = Array.isArray(input) ? await timeOf(() => gaussian(input)) : undefined;
  rows.push({ name, micros, peer });
}
postMessage({ rows, bytes: REPORT_BYTES });
