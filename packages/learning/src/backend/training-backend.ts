import type { AdapterExample } from '../adapter/adapter-example.ts';
import type { AdapterGradient } from '../adapter/adapter-gradient.ts';

/** What can compute the gradient of an adapter. `plain` is TypeScript, the others are tfjs. */
export type BackendName = 'plain' | 'tfjs-cpu' | 'tfjs-wasm' | 'tfjs-webgpu';

/** A backend that is ready. */
export interface TrainingSession {
  /**
   * Loss and ascent direction, as `adapterGradient` defines them.
   *
   * @throws model/shape where numbers and examples don't fit together
   * @throws runtime/lost where the device is gone; the session is of no use then
   */
  gradient(
    examples: readonly AdapterExample[],
    numbers: ArrayLike<number>,
  ): Promise<AdapterGradient>;
  /** Tensors that it holds between calls, and their bytes with what it keeps for others: memory of WASM, of the GPU. */
  memory(): { readonly tensors: number; readonly bytes: number };
  /** Gives everything back. Calls after it reject with `runtime/lost`. */
  release(): Promise<void>;
}

/** The seam over what computes gradients of wide parts. */
export interface TrainingBackend {
  readonly name: BackendName;
  /**
   * Makes it ready.
   *
   * @throws runtime/unavailable where it can't work here
   */
  open(): Promise<TrainingSession>;
}
