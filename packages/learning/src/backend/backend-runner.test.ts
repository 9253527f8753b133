import { SottoError, type ErrorCode } from '@sotto/core';
import { expect, test } from 'vitest';
import { adapterGradient } from '../adapter/adapter-gradient.ts';
import { someAdapterExamples, someAdapterNumbers } from '../adapter/adapter-examples.contract.ts';
import type { BackendMemory, BackendRecord } from './backend-memory.ts';
import { BackendRunner } from './backend-runner.ts';
import type { BackendName, TrainingBackend } from './training-backend.ts';

const examples = someAdapterExamples(8, 3, 10);
const numbers = someAdapterNumbers(8);

/** Time that passes by what backends say they take. */
class Watch {
  now = 0;
}

/** A backend that takes as long as it is told, and fails as it is told. */
function backend(
  name: BackendName,
  watch: Watch,
  { ms = 1, factor = 1, fails }: { ms?: number; factor?: number; fails?: ErrorCode[] } = {},
): TrainingBackend & { opened: number; released: number; lose: () => void } {
  const state = {
    name,
    opened: 0,
    released: 0,
    lost: false,
    lose: () => {
      state.lost = true;
    },
    async open() {
      state.opened++;
      const [code] = fails ?? [];
      if (code !== undefined) throw new SottoError(code, { origin: 'model' });
      return {
        async gradient(...args: Parameters<typeof adapterGradient>) {
          if (state.lost) throw new SottoError('runtime/lost', { origin: 'model' });
          watch.now += ms;
          const answer = adapterGradient(...args);
          return { ...answer, gradient: answer.gradient.map((slope) => slope * factor) };
        },
        memory: () => ({ tensors: 0, bytes: 0 }),
        async release() {
          state.released++;
        },
      };
    },
  };
  return state;
}

function memory(): BackendMemory & { record: BackendRecord | undefined; history: BackendRecord[] } {
  const kept = {
    record: undefined as BackendRecord | undefined,
    history: [] as BackendRecord[],
    get: async () => kept.record,
    async set(_key: string, record: BackendRecord) {
      kept.record = record;
      kept.history.push(record);
    },
  };
  return kept;
}

/** TypeScript by hand takes no time on the watch: `enoughMs` below 0 makes that too slow. */
const runner = (others: TrainingBackend[], kept: BackendMemory, watch: Watch, enoughMs = -1) =>
  new BackendRunner({ others, memory: kept, elapsed: () => watch.now, enoughMs });

test('loads nothing where TypeScript by hand is quick enough', async () => {
  const watch = new Watch();
  const other = backend('tfjs-cpu', watch);
  const kept = memory();
  const answer = await runner([other], kept, watch, 50).gradient(examples, numbers);
  expect(answer).toEqual({ ...adapterGradient(examples, numbers), backend: 'plain' });
  expect(other.opened).toBe(0);
  expect(kept.record).toEqual({ medianMs: { plain: 0 }, failed: {} });
});

test('measures each backend once, remembers it, and takes the quickest', async () => {
  const watch = new Watch();
  const kept = memory();
  kept.record = { medianMs: { plain: 90 }, failed: {} };
  const others = [backend('tfjs-cpu', watch, { ms: 70 }), backend('tfjs-wasm', watch, { ms: 60 })];
  const first = await runner(others, kept, watch, 50).gradient(examples, numbers);
  expect(first.backend).toBe('tfjs-wasm');
  expect(kept.record.medianMs).toEqual({ plain: 90, 'tfjs-cpu': 70, 'tfjs-wasm': 60 });
  const again = await runner(others, kept, watch, 50).gradient(examples, numbers);
  expect(again.backend).toBe('tfjs-wasm');
  expect(others.map(({ opened }) => opened)).toEqual([1, 2]);
});

test('does not use a backend whose gradient is not the one by hand', async () => {
  const watch = new Watch();
  const kept = memory();
  const wrong = backend('tfjs-wasm', watch, { factor: 1.001 });
  const answer = await runner([wrong], kept, watch).gradient(examples, numbers);
  expect(answer.backend).toBe('plain');
  expect(kept.record?.failed).toEqual({ 'tfjs-wasm': 'model/numbers' });
  expect(wrong.released).toBe(1);
});

test('remembers what can not be opened, and asks no more for it', async () => {
  const watch = new Watch();
  const kept = memory();
  const absent = backend('tfjs-webgpu', watch, { fails: ['runtime/unavailable'] });
  for (let i = 0; i < 2; i++)
    expect((await runner([absent], kept, watch).gradient(examples, numbers)).backend).toBe('plain');
  expect(kept.record?.failed).toEqual({ 'tfjs-webgpu': 'runtime/unavailable' });
  expect(absent.opened).toBe(1);
});

test('moves to the next quickest when a backend is lost, and remembers it', async () => {
  const watch = new Watch();
  const kept = memory();
  kept.record = {
    medianMs: { plain: 90, 'tfjs-wasm': 20, 'tfjs-webgpu': 10 },
    failed: {},
  };
  const [wasm, gpu] = [backend('tfjs-wasm', watch), backend('tfjs-webgpu', watch)];
  const training = runner([wasm, gpu], kept, watch, 15);
  expect((await training.gradient(examples, numbers)).backend).toBe('tfjs-webgpu');
  gpu.lose();
  expect((await training.gradient(examples, numbers)).backend).toBe('tfjs-wasm');
  expect(gpu.released).toBe(1);
  expect(kept.record).toEqual({
    medianMs: { plain: 90, 'tfjs-wasm': 20 },
    failed: { 'tfjs-webgpu': 'runtime/lost' },
  });
});

test('does not try a backend again that took the worker down with it', async () => {
  const watch = new Watch();
  const kept = memory();
  const deadly = backend('tfjs-webgpu', watch);
  deadly.open = () => new Promise(() => undefined);
  void runner([deadly], kept, watch).gradient(examples, numbers);
  await expect.poll(() => kept.record?.failed['tfjs-webgpu']).toBe('runtime/lost');
  const answer = await runner([deadly], kept, watch).gradient(examples, numbers);
  expect(answer.backend).toBe('plain');
});

test('says what is wrong with examples instead of trying every backend', async () => {
  const watch = new Watch();
  const other = backend('tfjs-cpu', watch);
  const call = runner([other], memory(), watch).gradient(examples, new Float64Array(256));
  await expect(call).rejects.toMatchObject({ code: 'model/shape' });
  expect(other.opened).toBe(0);
});
