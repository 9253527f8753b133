import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { parseGolden } from './golden-case.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import type { Runtime } from './runtime.ts';

/** 10,000 runs, looked at four times: what is kept grows each time, what a collector has not seen yet does not. */
const LOOKS = 4;
const RUNS = 2_500;
/** Half of what it would be if each run left its one input behind, 30 numbers of 4 bytes. */
const SLACK_BYTES = (RUNS * 30 * 4) / 2;

const file = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`@sotto/models/intent/${name}`));

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

async function usedBytes(): Promise<number> {
  collectGarbage();
  // Finalizers run after the collection.
  await new Promise((resolve) => setImmediate(resolve));
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
    const growth: number[] = [];
    let before = Infinity;
    for (let look = 0; look <= LOOKS; look++) {
      for (let i = 0; i < RUNS; i++) await session.run(golden!.inputs);
      const now = await usedBytes();
      growth.push(now - before);
      before = now;
    }
    expect(Math.min(...growth.slice(1))).toBeLessThan(SLACK_BYTES);
    await session.release();
  },
  60_000,
);
