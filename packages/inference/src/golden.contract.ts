import { expect, test } from 'vitest';
import { differenceOf, parseGolden, TOLERANCE } from './golden-case.ts';
import type { Runtime } from './runtime.ts';

/** Reads a file of the folder `models`. */
export type ReadModelFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** A GPU in software takes its time, the more where it shares a machine. */
const TIMEOUT_MS = 120_000;

/** Models give the numbers of their golden cases, on every runtime. */
export function describeGolden(
  ids: readonly string[],
  runtimes: readonly Runtime[],
  read: ReadModelFile,
): void {
  for (const id of ids) {
    for (const runtime of runtimes) {
      const title = `${id} gives its golden numbers on ${runtime.name}`;
      test(title, { timeout: TIMEOUT_MS }, async () => {
        const cases = parseGolden(new TextDecoder().decode(await read(`${id}/golden.json`)));
        const session = await runtime.open(await read(`${id}/model.onnx`));
        for (const { inputs, outputs } of cases)
          expect(differenceOf(await session.run(inputs), outputs)).toBeLessThan(TOLERANCE);
        await session.release();
      });
    }
  }
}
