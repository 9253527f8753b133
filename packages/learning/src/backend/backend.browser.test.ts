import wasmUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import { expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { someAdapterExamples, someAdapterNumbers } from '../adapter/adapter-examples.contract.ts';
import { describeBackend } from './backend.contract.ts';
import { plainBackend } from './plain-backend.ts';
import { openTfjs } from './tfjs/index.ts';
import type { TrainingSession } from './training-backend.ts';

const openPlain = (): Promise<TrainingSession> => plainBackend.open();
const openCpu = (): Promise<TrainingSession> => openTfjs('tfjs-cpu', { wasmUrl });
const openWasm = (): Promise<TrainingSession> => openTfjs('tfjs-wasm', { wasmUrl });

describeBackend('plain', openPlain);
describeBackend('tfjs-cpu', openCpu);
describeBackend('tfjs-wasm', openWasm);
describeBackend('tfjs-webgpu', () => openTfjs('tfjs-webgpu', { wasmUrl }));

/** Collections after which V8 has also dropped the code that is no more in use. */
const COLLECTIONS = 10;

/** Bytes of the JavaScript heap and of buffers, once the garbage is out. */
async function heapBytes(): Promise<number> {
  for (let each = 0; each < COLLECTIONS; each++) await cdp().send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await cdp().send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}

const SESSIONS = 2_000;
/** What is kept grows with every look, what a compiler was late with does not. */
const LOOKS = 4;
/** Bytes that a session may leave: less than one promise with what waits for it. */
const LIMIT = 64;

// Not on a GPU in software, which takes a tenth of a second for a gradient; it reads its answers as the other two of tfjs.
test.each([
  ['plain', openPlain],
  ['tfjs-cpu', openCpu],
  ['tfjs-wasm', openWasm],
] as const)(
  '%s keeps nothing of a session on the JavaScript heap',
  { timeout: 240_000 },
  async (_name, open) => {
    const session = await open();
    const examples = someAdapterExamples(8, 3, 10);
    const numbers = someAdapterNumbers(8);
    let least = Infinity;
    let before = await heapBytes();
    for (let look = 0; look < LOOKS && least >= SESSIONS * LIMIT; look++) {
      for (let each = 0; each < SESSIONS; each++) await session.gradient(examples, numbers);
      const now = await heapBytes();
      least = Math.min(least, now - before);
      before = now;
    }
    expect(least).toBeLessThan(SESSIONS * LIMIT);
    await session.release();
  },
);
