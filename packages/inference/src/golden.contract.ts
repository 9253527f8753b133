import { expect, test } from 'vitest';
import { differenceOf, parseGolden, TOLERANCE } from './golden-case.ts';
import type { Runtime } from './runtime.ts';

/** Every model of the folder `models`. */
export const MODEL_IDS = ['intent', 'text-encoder'] as const;

/** Reads a file of the folder `models`. */
export type ReadModelFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Every model gives the numbers of its golden cases, on every runtime. */
export function describeGolden(runtimes: readonly Runtime[], read: ReadModelFile): void {
  for (const id of MODEL_IDS) {
    for (const runtime of runtimes) {
      test(`${id} gives its golden numbers on ${runtime.name}`, async () => {
        const cases = parseGolden(new TextDecoder().decode(await read(`${id}/golden.json`)));
        const session = await runtime.open(await read(`${id}/model.onnx`));
        for (const { inputs, outputs } of cases)
          expect(differenceOf(await session.run(inputs), outputs)).toBeLessThan(TOLERANCE);
        await session.release();
      });
    }
  }
}
