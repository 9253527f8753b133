import { asSottoError, SottoError } from '@sotto/core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths, type BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-backend-webgpu';
import {
  backend,
  dispose,
  engine,
  env,
  findBackendFactory,
  registerBackend,
  removeBackend,
  setBackend,
  tensor2d,
  tidy,
  valueAndGrad,
  type Tensor,
} from '@tensorflow/tfjs-core';
import {
  adapterRank,
  checkAdapterExample,
  type AdapterExample,
} from '../../adapter/adapter-example.ts';
import type { AdapterGradient } from '../../adapter/adapter-gradient.ts';
import type { BackendName, TrainingSession } from '../training-backend.ts';
import { adapterLoss } from './adapter-loss.ts';
import { registerGradients } from './gradients.ts';

/** Where tfjs finds what it needs. */
export interface TfjsOptions {
  /** URL of `tfjs-backend-wasm-simd.wasm`. Needed for `tfjs-wasm` alone. */
  readonly wasmUrl: string;
}

/** tfjs has one backend at a time: who uses it waits for who does. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work);
  turn = mine.catch(() => undefined);
  return mine;
}

/**
 * A backend of tfjs, ready to compute gradients by automatic differentiation.
 *
 * @throws runtime/unavailable where it can't work here
 */
export async function openTfjs(
  name: Exclude<BackendName, 'plain'>,
  { wasmUrl }: TfjsOptions,
): Promise<TrainingSession> {
  const backendName = name.slice('tfjs-'.length);
  return inTurn(async () => {
    registerGradients();
    if (name === 'tfjs-wasm') useWasm(wasmUrl);
    try {
      if (!(await setBackend(backendName))) throw new Error(`tfjs has no ${backendName} here`);
    } catch (error) {
      throw new SottoError(
        'runtime/unavailable',
        { origin: 'model', cause: error },
        `${name}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return new TfjsSession(backendName);
  });
}

/** One file for every device: those that this release runs on have SIMD, and most pages may not have threads. */
function useWasm(url: string): void {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': url,
    'tfjs-backend-wasm-simd.wasm': url,
    'tfjs-backend-wasm-threaded-simd.wasm': url,
  });
}

class TfjsSession implements TrainingSession {
  readonly #backend: string;
  #released = false;
  /** Ends a read that is under way. */
  #interrupt: (error: SottoError) => void = () => undefined;

  constructor(name: string) {
    this.#backend = name;
    whenLost(name, () => {
      this.#released = true;
      this.#interrupt(lost());
    });
  }

  gradient(
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
  ): Promise<AdapterGradient> {
    const rank = adapterRank(numbers.length);
    for (const example of examples) checkAdapterExample(example, rank);
    return inTurn(async () => {
      if (this.#released) throw lost();
      if (examples.length === 0) return { loss: 0, gradient: new Float64Array(numbers.length) };
      await setBackend(this.#backend);
      const results = tidy(() => {
        const { value, grad } = valueAndGrad((w) => adapterLoss(examples, rank)(w as never))(
          tensor2d(Float32Array.from(numbers), [rank, rank]),
        );
        return [value, grad];
      });
      try {
        const [loss, gradient] = await this.#read(results);
        return {
          loss: loss?.[0] ?? Number.NaN,
          gradient: Float64Array.from(gradient ?? [], (slope) => -slope),
        };
      } finally {
        dispose(results);
      }
    });
  }

  memory() {
    const { numTensors, numBytes } = engine().state;
    return { tensors: numTensors, bytes: numBytes + pooledBytes(this.#backend) };
  }

  release(): Promise<void> {
    return inTurn(async () => {
      this.#released = true;
      const factory = findBackendFactory(this.#backend);
      if (engine().registry[this.#backend] === undefined) return;
      removeBackend(this.#backend);
      // It may be opened again.
      registerBackend(this.#backend, factory);
    });
  }

  /**
   * A device that is gone may never answer. No race with a promise of its loss: that would keep something of every read
   * for as long as the session.
   */
  async #read(tensors: readonly Tensor[]): Promise<ArrayLike<number>[]> {
    if (this.#released) throw lost();
    try {
      return await new Promise((resolve, reject) => {
        this.#interrupt = reject;
        Promise.all(tensors.map((each) => each.data())).then(resolve, reject);
      });
    } catch (error) {
      throw asSottoError(error, 'runtime/lost', 'model');
    }
  }
}

/** What a backend holds on to beside tensors, to use it again: buffers of the GPU, the memory of WASM. */
function pooledBytes(name: string): number {
  const opened = engine().registry[name];
  if (opened === undefined) return 0;
  if (name === 'webgpu') return (opened as WebGPUBackend).memory().numBytesAllocatedInGPU;
  if (name !== 'wasm') return 0;
  const { wasm } = opened as BackendWasm;
  // Every module of Emscripten has it; the types leave it out.
  return (wasm as unknown as { readonly HEAPU8: Uint8Array }).HEAPU8.byteLength;
}

const lost = (): SottoError => new SottoError('runtime/lost', { origin: 'model' });

/** Tells once the GPU device is gone; never of a backend that has none. */
function whenLost(name: string, tell: () => void): void {
  if (name === 'webgpu') void (backend() as WebGPUBackend).device.lost.then(tell);
}
