import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { parseGolden } from './golden-case.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import type { Runtime } from './runtime.ts';

const RUNS = 10_000;
/** Half of what it would be if each run left its one input behind, 30 numbers of 4 bytes. */
const SLACK_BYTES = (RUNS * 30 * 4) / 2;

const file = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`@sotto/models/intent/${name}`));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function usedBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const runtimes: Runtime[] = [
  new PlainRuntime(),
  new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') }),
];

test.each(runtimes)(
  '$name keeps nothing of 10,000 runs',
  async (runtime) => {
    const [golden] = parseGolden(file('golden.json').toString());
    const session = await runtime.open(new Uint8Array(file('model.onnx')));
    const run = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) await session.run(golden!.inputs);
    };
    await run(RUNS / 10);
    const before = usedBytes();
    await run(RUNS);
    expect(usedBytes() - before).toBeLessThan(SLACK_BYTES);
    await session.release();
  },
  60_000,
);
