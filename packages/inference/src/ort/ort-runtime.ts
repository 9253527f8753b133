import { SottoError } from '@sotto/core';
import type { InferenceSession } from 'onnxruntime-web';
import type { Runtime, Session } from '../runtime.ts';
import type { LoadOrt, OrtModule } from './ort-module.ts';
import { lostError, OrtSession } from './ort-session.ts';
import { Serial } from './serial.ts';

/** Threads pay only for models larger than ours; more would take the page's cores. */
const MOST_THREADS = 4;

/** How an {@link OrtRuntime} is made. */
export interface OrtRuntimeOptions {
  /** `wasm`: SIMD, and threads where the page is cross-origin isolated. `webgpu`: the GPU. */
  readonly name: 'wasm' | 'webgpu';
  readonly load: LoadOrt;
}

/** Computes models with onnxruntime-web, on WASM or on WebGPU. A page has one of each name for all its models. */
export class OrtRuntime implements Runtime {
  readonly name: 'wasm' | 'webgpu';
  readonly #load: LoadOrt;
  /** All sessions share one WASM instance, whose WebGPU build mixes up what overlaps, even of two sessions. */
  readonly #serial = new Serial();
  #ort: Promise<OrtModule> | undefined;

  constructor({ name, load }: OrtRuntimeOptions) {
    this.name = name;
    this.#load = load;
  }

  async open(model: Uint8Array<ArrayBuffer>): Promise<Session> {
    const ort = await this.#module();
    const session = await this.#serial.run(() => this.#create(ort, model));
    const opened = new OrtSession(ort, session, this.#serial);
    if (this.name === 'webgpu') this.#watch(await ort.env.webgpu.device, opened);
    return opened;
  }

  /**
   * The GPU device may be gone any time: after a crash of the driver, a sleep, or `destroy()`. onnxruntime itself
   * destroys it with its last session, and makes another one for the next.
   */
  #watch(device: unknown, session: OrtSession): void {
    const { lost } = device as { lost: Promise<{ message: string }> };
    void lost.then(({ message }) => {
      if (!session.released) this.#serial.end(lostError(message));
    });
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
