import wasmUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url';
import { expect, test } from 'vitest';
import { adapterGradient } from '../adapter/adapter-gradient.ts';
import { someAdapterExamples, someAdapterNumbers } from '../adapter/adapter-examples.contract.ts';
import type { BackendMemory, BackendRecord } from './backend-memory.ts';
import { BackendRunner } from './backend-runner.ts';
import { differenceOf } from './difference-of.ts';
import { tfjsBackends } from './tfjs-backends.ts';

interface GpuDevice {
  destroy(): void;
}

/** Lets a test take the GPU device away that a backend asks for. */
function keepDevice(): () => GpuDevice {
  let device: GpuDevice | undefined;
  const { prototype } = (
    globalThis as unknown as {
      GPUAdapter: { prototype: { requestDevice: (...args: unknown[]) => Promise<GpuDevice> } };
    }
  ).GPUAdapter;
  const { requestDevice } = prototype;
  prototype.requestDevice = async function keep(...args) {
    device = await requestDevice.apply(this, args);
    return device;
  };
  return () => {
    prototype.requestDevice = requestDevice;
    if (device === undefined) throw new Error('no device was asked for');
    return device;
  };
}

const examples = someAdapterExamples(8, 3, 10);
const numbers = someAdapterNumbers(8);

function open(record: BackendRecord) {
  const kept: BackendMemory & { record: BackendRecord } = {
    record,
    get: async () => kept.record,
    async set(_key, next) {
      kept.record = next;
    },
  };
  const others = tfjsBackends({ load: () => import('./tfjs/index.ts'), wasmUrl });
  const runner = new BackendRunner({
    others,
    memory: kept,
    elapsed: () => performance.now(),
    enoughMs: -1,
  });
  return { kept, runner };
}

test('a GPU device that is lost in the middle of a gradient moves it to the next backend, which is remembered', async () => {
  const deviceOf = keepDevice();
  const { kept, runner } = open({
    medianMs: { plain: 90, 'tfjs-cpu': 80, 'tfjs-wasm': 20, 'tfjs-webgpu': 10 },
    failed: {},
  });
  const before = await runner.gradient(examples, numbers);
  expect(before.backend).toBe('tfjs-webgpu');
  const during = runner.gradient(examples, numbers);
  deviceOf().destroy();
  const met = await during;
  expect(met.backend).toBe('tfjs-wasm');
  expect(differenceOf(met, adapterGradient(examples, numbers))).toBeLessThan(1e-5);
  expect(kept.record.failed).toEqual({ 'tfjs-webgpu': 'runtime/lost' });
  expect((await runner.gradient(examples, numbers)).backend).toBe('tfjs-wasm');
  await runner.release();
});

test('measures every backend of the device where none is quick enough, each with the gradient by hand', async () => {
  const { kept, runner } = open({ medianMs: {}, failed: {} });
  const answer = await runner.gradient(examples, numbers);
  expect(differenceOf(answer, adapterGradient(examples, numbers))).toBeLessThan(1e-5);
  expect(kept.record.failed).toEqual({});
  const quickest = Math.min(...Object.values(kept.record.medianMs));
  expect(kept.record.medianMs[answer.backend]).toBe(quickest);
  expect(Object.keys(kept.record.medianMs).length).toBe(4);
  await runner.release();
});
