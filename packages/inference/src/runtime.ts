import type { RuntimeName } from '@sotto/core';
import type { Tensors } from './tensor.ts';

/** A model that is ready to run. */
export interface Session {
  /**
   * Runs the model once. Calls may overlap; each answers on its own.
   *
   * @throws model/shape where an input is missing or of a wrong shape
   * @throws runtime/lost where the device or the runtime is gone; the session is of no use then
   */
  run(inputs: Tensors): Promise<Tensors>;
  /** Gives its memory back. Calls after it reject with `runtime/lost`. */
  release(): Promise<void>;
}

/** The seam over everything that can compute a model. */
export interface Runtime {
  readonly name: RuntimeName;
  /**
   * Makes a session of the bytes of a `model.onnx`.
   *
   * @throws runtime/unavailable where the runtime can't work here
   * @throws model/unsupported where the bytes are no model, or one that this runtime can't compute
   * @throws runtime/lost where the device is gone
   */
  open(model: Uint8Array<ArrayBuffer>): Promise<Session>;
}

/** Anything that runs a model: a session, or a runner that chooses one. */
export type RunsModel = Pick<Session, 'run'>;
