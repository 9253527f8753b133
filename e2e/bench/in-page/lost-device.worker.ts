import { ModelRunner, pageMemory, parseGolden, type GoldenCase } from '@sotto/inference';
import { answerMessages } from './answer-messages.ts';
import { runtimeOf } from './open-model.ts';

/** Milliseconds of runs, each of a model's first golden case. */
export interface AroundLoss {
  /** The last on the GPU. */
  readonly before: number;
  /** The one that met the lost device, until another runtime had answered it. */
  readonly met: number;
}

interface GpuDevice {
  destroy(): void;
}
interface GpuScope {
  readonly GPUAdapter: {
    readonly prototype: {
      requestDevice: (this: unknown, ...args: unknown[]) => Promise<GpuDevice>;
    };
  };
}

let device: GpuDevice | undefined;
const { prototype } = (globalThis as unknown as GpuScope).GPUAdapter;
const { requestDevice } = prototype;
prototype.requestDevice = async function keep(...args) {
  device = await requestDevice.apply(this, args);
  return device;
};

async function measure(model: string): Promise<AroundLoss> {
  const [bytes, golden] = await Promise.all(
    ['model.onnx', 'golden.json'].map(async (file) => fetch(`/models/${model}/${file}`)),
  );
  const [test] = parseGolden((await golden?.text()) ?? '') as [GoldenCase];
  const runner = await ModelRunner.open({
    key: model,
    model: new Uint8Array((await bytes?.arrayBuffer()) ?? new ArrayBuffer()),
    test,
    runtimes: [runtimeOf('webgpu'), runtimeOf('wasm'), runtimeOf('plain')],
    memory: pageMemory(),
    elapsed: () => performance.now(),
  });
  if (runner.status().runtime !== 'webgpu') throw new Error(`${model} does not run on WebGPU`);
  const timed = async (): Promise<number> => {
    const began = performance.now();
    await runner.run(test.inputs);
    return performance.now() - began;
  };
  await timed();
  const before = await timed();
  device?.destroy();
  const met = await timed();
  if (runner.status().failed.webgpu === undefined) throw new Error('the device was not lost');
  return { before, met };
}

answerMessages(measure);
