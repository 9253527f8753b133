import { SottoError } from '@sotto/core';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import type { Runtime, Session } from '../runtime.ts';
import type { Tensor, Tensors } from '../tensor.ts';
import type { LoadOrt, OrtModule } from './ort-module.ts';

/** Threads pay only for models larger than ours; more would take the page's cores. */
const MOST_THREADS = 4;

/** How an {@link OrtRuntime} is made. */
export interface OrtRuntimeOptions {
  /** `wasm`: SIMD, and threads where the page is cross-origin isolated. `webgpu`: the GPU. */
  readonly name: 'wasm' | 'webgpu';
  readonly load: LoadOrt;
}

/** Computes a model with onnxruntime-web, on WASM or on WebGPU. */
export class OrtRuntime implements Runtime {
  readonly name: 'wasm' | 'webgpu';
  readonly #load: LoadOrt;
  #ort: Promise<OrtModule> | undefined;

  constructor({ name, load }: OrtRuntimeOptions) {
    this.name = name;
    this.#load = load;
  }

  async open(model: Uint8Array<ArrayBuffer>): Promise<Session> {
    const ort = await this.#module();
    const session = await this.#create(ort, model);
    const opened = new OrtSession(ort, session);
    if (this.name === 'webgpu') watchDevice(await ort.env.webgpu.device, opened);
    return opened;
  }

  async #module(): Promise<OrtModule> {
    this.#ort ??= this.#start();
    try {
      return await this.#ort;
    } catch (error) {
      this.#ort = undefined;
      throw new SottoError(
        'runtime/unavailable',
        { origin: 'model', cause: error },
        `${this.name}: ${String(error)}`,
      );
    }
  }

  async #start(): Promise<OrtModule> {
    if (this.name === 'webgpu' && !(await hasGpu())) throw new Error('no GPU');
    const ort = await this.#load();
    ort.env.wasm.numThreads = threads();
    ort.env.logLevel = 'error';
    return ort;
  }

  async #create(ort: OrtModule, model: Uint8Array<ArrayBuffer>): Promise<InferenceSession> {
    try {
      return await ort.InferenceSession.create(model, {
        executionProviders: [this.name],
        graphOptimizationLevel: 'all',
      });
    } catch (error) {
      const message = String(error);
      const code = /backend|wasm|WebAssembly|gpu/i.test(message)
        ? 'runtime/unavailable'
        : 'model/unsupported';
      throw new SottoError(code, { origin: 'model', cause: error }, `${this.name}: ${message}`);
    }
  }
}

/** Node has no navigator. */
const { navigator: device } = globalThis as {
  navigator?: {
    readonly hardwareConcurrency?: number;
    readonly gpu?: { requestAdapter(): Promise<unknown> };
  };
};

const hasGpu = async (): Promise<boolean> =>
  ((await device?.gpu?.requestAdapter()) ?? null) !== null;

const threads = (): number =>
  globalThis.crossOriginIsolated ? Math.min(MOST_THREADS, device?.hardwareConcurrency ?? 1) : 1;

/** The GPU device may be gone any time: after a crash of the driver, a sleep, or `destroy()`. */
function watchDevice(gpuDevice: unknown, session: OrtSession): void {
  const { lost } = gpuDevice as { lost: Promise<{ message: string }> };
  void lost.then(({ message }) => session.lose(message));
}

const lostError = (message: string): SottoError =>
  new SottoError('runtime/lost', { origin: 'model' }, message);

class OrtSession implements Session {
  readonly #ort: OrtModule;
  #session: InferenceSession | undefined;
  /** onnxruntime-web refuses a second run while one is under way. */
  #last: Promise<unknown> = Promise.resolve();
  #lost: SottoError | undefined;
  /** Gives up the run that is under way. */
  #abandon: ((reason: SottoError) => void) | undefined;

  constructor(ort: OrtModule, session: InferenceSession) {
    this.#ort = ort;
    this.#session = session;
  }

  run(inputs: Tensors): Promise<Tensors> {
    const result = this.#last.then(() => this.#unlessLost(inputs));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** The device is gone: what is under way would never end. */
  lose(message: string): void {
    this.#lost = lostError(message);
    this.#abandon?.(this.#lost);
  }

  async release(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await this.#last;
    await session?.release();
  }

  /** Not by a race with one promise of the loss: that would keep something of every run. */
  #unlessLost(inputs: Tensors): Promise<Tensors> {
    return new Promise((resolve, reject) => {
      if (this.#lost !== undefined) return reject(this.#lost);
      this.#abandon = reject;
      this.#run(inputs).then(resolve, reject);
    });
  }

  async #run(inputs: Tensors): Promise<Tensors> {
    const session = this.#session;
    if (session === undefined) throw lostError('the session was released');
    const feeds = Object.fromEntries(
      Object.entries(inputs).map(([name, tensor]) => [name, this.#toOrt(tensor)]),
    );
    try {
      const results = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(results).map(([name, result]) => [name, fromOrt(result)]),
      );
    } catch (error) {
      // A trap leaves the instance broken; anything else is refused for its inputs.
      if (error instanceof WebAssembly.RuntimeError) throw lostError(String(error));
      throw new SottoError('model/shape', { origin: 'model', cause: error }, String(error));
    } finally {
      for (const feed of Object.values(feeds)) feed.dispose();
    }
  }

  #toOrt({ shape, data }: Tensor): OrtTensor {
    const { Tensor: Create } = this.#ort;
    return data instanceof Float32Array
      ? new Create('float32', data, shape)
      : new Create('int64', BigInt64Array.from(data, BigInt), shape);
  }
}

function fromOrt(result: OrtTensor): Tensor {
  const { data, dims } = result;
  const numbers =
    data instanceof Float32Array
      ? data.slice()
      : Int32Array.from(data as BigInt64Array, (value) => Number(value));
  result.dispose();
  return { shape: [...dims], data: numbers };
}
