import { SottoError, type RuntimeName } from '@sotto/core';
import { onnxModel } from '@sotto/testing';
import { expect, test, vi } from 'vitest';
import type { GoldenCase } from './golden-case.ts';
import { ModelRunner, type ModelRunnerOptions } from './model-runner.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';
import { pageMemory } from './runtime-memory.ts';
import type { Runtime, Session } from './runtime.ts';
import type { Tensors } from './tensor.ts';

/** Doubles what it is given. */
const DOUBLE = onnxModel({
  nodes: [{ operator: 'Add', inputs: ['x', 'x'], output: 'y' }],
  inputs: { x: { type: 'float32', shape: ['n'] } },
  outputs: ['y'],
});

const tensor = (...data: number[]): Tensors[string] => ({
  shape: [data.length],
  data: Float32Array.from(data),
});

const TEST: GoldenCase = { inputs: { x: tensor(1, 2) }, outputs: { y: tensor(2, 4) } };

/** A clock that a runtime moves by what its runs take. */
class Stage {
  nowMs = 0;
  readonly memory = pageMemory();
  readonly errors: string[] = [];
  opened: RuntimeName[] = [];

  /** A runtime that computes rightly, in a given time, until it is broken. */
  runtime(name: RuntimeName, runMs: number): FaultyRuntime {
    return new FaultyRuntime(name, runMs, this);
  }

  options(first: Runtime, ...others: Runtime[]): ModelRunnerOptions {
    return {
      key: 'double@1.0.0',
      model: DOUBLE,
      test: TEST,
      runtimes: [first, ...others],
      memory: this.memory,
      elapsed: () => this.nowMs,
      onError: ({ code }) => this.errors.push(code),
    };
  }
}

class FaultyRuntime implements Runtime {
  readonly name: RuntimeName;
  readonly runMs: number;
  readonly #stage: Stage;
  readonly #plain = new PlainRuntime();
  fault: 'none' | 'unavailable' | 'wrong' | 'nan' | 'lost' = 'none';
  /** Runs after which it is lost. */
  lasts = Infinity;
  released = 0;

  constructor(name: RuntimeName, runMs: number, stage: Stage) {
    this.name = name;
    this.runMs = runMs;
    this.#stage = stage;
  }

  async open(model: Uint8Array<ArrayBuffer>): Promise<Session> {
    if (this.fault === 'unavailable')
      throw new SottoError('runtime/unavailable', { origin: 'model' });
    const session = await this.#plain.open(model);
    this.#stage.opened.push(this.name);
    return {
      run: async (inputs) => this.#spoil(await session.run(inputs)),
      release: async () => {
        this.released++;
        await session.release();
      },
    };
  }

  #spoil(outputs: Tensors): Tensors {
    this.#stage.nowMs += this.runMs;
    if (this.fault === 'lost' || this.lasts-- <= 0)
      throw new SottoError('runtime/lost', { origin: 'model' });
    const spoilt = { none: 0, unavailable: 0, wrong: 0.01, nan: NaN }[this.fault];
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((x) => x + spoilt) },
      ]),
    );
  }
}

const resultOf = async (runner: ModelRunner, x: number): Promise<number | undefined> =>
  (await runner.run({ x: tensor(x) }))['y']?.data[0];

test('answers from the first runtime before any other is opened', async () => {
  const stage = new Stage();
  const runner = await ModelRunner.open(
    stage.options(stage.runtime('plain', 20), stage.runtime('wasm', 1)),
  );
  expect(await resultOf(runner, 21)).toBe(42);
  expect(stage.opened).toEqual(['plain']);
  expect(runner.status()).toMatchObject({ runtime: 'plain', runs: 1 });
});

test('moves to the quickest runtime by measurement, and gives the others back', async () => {
  const stage = new Stage();
  const [plain, wasm, webgpu] = [
    stage.runtime('plain', 20),
    stage.runtime('wasm', 5),
    stage.runtime('webgpu', 12),
  ];
  const runner = await ModelRunner.open(stage.options(plain, wasm, webgpu));
  await runner.settle();
  expect(runner.status()).toMatchObject({
    runtime: 'wasm',
    medianMs: { plain: 20, wasm: 5, webgpu: 12 },
  });
  expect(await resultOf(runner, 21)).toBe(42);
  expect([plain.released, wasm.released, webgpu.released]).toEqual([1, 1, 1]);
});

test('gives a runtime back that is lost while it is measured', async () => {
  const stage = new Stage();
  const [plain, wasm] = [stage.runtime('plain', 20), stage.runtime('wasm', 1)];
  wasm.lasts = 3;
  const runner = await ModelRunner.open(stage.options(plain, wasm));
  await runner.settle();
  expect(runner.status()).toMatchObject({ runtime: 'plain', failed: { wasm: 'runtime/lost' } });
  expect(wasm.released).toBe(1);
});

test('loads nothing more where the first runtime is quick enough', async () => {
  const stage = new Stage();
  const runner = await ModelRunner.open(
    stage.options(stage.runtime('plain', 3), stage.runtime('wasm', 1)),
  );
  await runner.settle();
  expect(stage.opened).toEqual(['plain']);
  expect(runner.status().runtime).toBe('plain');
});

test('remembers what was measured on this device', async () => {
  const stage = new Stage();
  const runtimes = [stage.runtime('plain', 20), stage.runtime('wasm', 5)] as const;
  await (await ModelRunner.open(stage.options(...runtimes))).settle();
  stage.opened = [];
  const again = await ModelRunner.open(stage.options(...runtimes));
  await again.settle();
  expect(stage.opened).toEqual(['plain', 'wasm']);
  expect(again.status().runtime).toBe('wasm');
});

test.each(['wrong', 'nan', 'lost', 'unavailable'] as const)(
  'does not use a runtime that is %s in its self-test, now or later',
  async (fault) => {
    const stage = new Stage();
    const [plain, wasm] = [stage.runtime('plain', 20), stage.runtime('wasm', 1)];
    wasm.fault = fault;
    const runner = await ModelRunner.open(stage.options(plain, wasm));
    await runner.settle();
    expect(runner.status().runtime).toBe('plain');
    expect(await resultOf(runner, 21)).toBe(42);
    wasm.fault = 'none';
    stage.opened = [];
    await (await ModelRunner.open(stage.options(plain, wasm))).settle();
    expect(stage.opened).toEqual(['plain']);
    expect(stage.errors).toHaveLength(1);
  },
);

test.each(['lost', 'nan'] as const)(
  'answers a run on the next runtime when its own is %s, and stays there',
  async (fault) => {
    const stage = new Stage();
    const [plain, wasm, webgpu] = [
      stage.runtime('plain', 20),
      stage.runtime('wasm', 8),
      stage.runtime('webgpu', 5),
    ];
    const runner = await ModelRunner.open(stage.options(plain, wasm, webgpu));
    await runner.settle();
    webgpu.fault = fault;
    const results = await Promise.all([resultOf(runner, 1), resultOf(runner, 2)]);
    expect(results).toEqual([2, 4]);
    await vi.waitFor(() => expect(runner.status().runtime).toBe('wasm'));
    const failed = { webgpu: fault === 'lost' ? 'runtime/lost' : 'model/numbers' };
    expect(runner.status().failed).toEqual(failed);
    wasm.fault = fault;
    expect(await resultOf(runner, 3)).toBe(6);
    expect(runner.status().runtime).toBe('plain');
    expect(stage.errors).toHaveLength(2);
  },
);

test('answers in plain TypeScript where the next runtime takes its time to open', async () => {
  const stage = new Stage();
  const [webgpu, wasm] = [stage.runtime('webgpu', 1), stage.runtime('wasm', 1)];
  const runner = await ModelRunner.open(stage.options(webgpu, wasm, stage.runtime('plain', 20)));
  const open = wasm.open.bind(wasm);
  const waiting: (() => void)[] = [];
  const opening = new Promise<void>((resolve) => waiting.push(resolve));
  wasm.open = async (model) => opening.then(() => open(model));
  webgpu.fault = 'lost';
  expect(await resultOf(runner, 1)).toBe(2);
  expect(runner.status().runtime).toBe('plain');
  waiting.forEach((resolve) => resolve());
  await vi.waitFor(() => expect(runner.status().runtime).toBe('wasm'));
});

test('says so when no runtime is left', async () => {
  const stage = new Stage();
  const [plain, wasm] = [stage.runtime('plain', 20), stage.runtime('wasm', 1)];
  const runner = await ModelRunner.open(stage.options(plain, wasm));
  await runner.settle();
  plain.fault = wasm.fault = 'lost';
  await expect(resultOf(runner, 1)).rejects.toMatchObject({ code: 'runtime/lost' });
});

test('opens the second runtime where the first can not compute the model', async () => {
  const stage = new Stage();
  const [plain, wasm] = [stage.runtime('plain', 20), stage.runtime('wasm', 1)];
  plain.fault = 'wrong';
  const runner = await ModelRunner.open(stage.options(plain, wasm));
  expect(runner.status().runtime).toBe('wasm');
});

test('does not open a runtime that failed before, unless there is no other', async () => {
  const stage = new Stage();
  const [plain, wasm] = [stage.runtime('plain', 20), stage.runtime('wasm', 1)];
  const runner = await ModelRunner.open(stage.options(wasm, plain));
  wasm.fault = 'lost';
  expect(await resultOf(runner, 21)).toBe(42);
  stage.opened = [];
  wasm.fault = 'none';
  await ModelRunner.open(stage.options(wasm, plain));
  expect(stage.opened).toEqual(['plain']);
  await ModelRunner.open(stage.options(wasm));
  expect(stage.opened).toEqual(['plain', 'wasm']);
});

test('refuses a model whose numbers are wrong everywhere', async () => {
  const stage = new Stage();
  const plain = stage.runtime('plain', 1);
  plain.fault = 'nan';
  await expect(ModelRunner.open(stage.options(plain))).rejects.toMatchObject({
    code: 'model/numbers',
  });
});

test('does not take wrong inputs for a fault of the runtime', async () => {
  const stage = new Stage();
  const runner = await ModelRunner.open(stage.options(stage.runtime('plain', 1)));
  await expect(runner.run({})).rejects.toMatchObject({ code: 'model/shape' });
  expect(await resultOf(runner, 21)).toBe(42);
});

test('goes on where nothing can be remembered', async () => {
  const stage = new Stage();
  const memory = {
    get: vi.fn().mockRejectedValue(new Error('no storage')),
    set: vi.fn().mockRejectedValue(new Error('no storage')),
  };
  const runner = await ModelRunner.open({
    ...stage.options(stage.runtime('plain', 20), stage.runtime('wasm', 1)),
    memory,
  });
  await runner.settle();
  expect(runner.status().runtime).toBe('wasm');
});
