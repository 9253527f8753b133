import { SottoError } from '@sotto/core';
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import type { Session } from '../runtime.ts';
import type { Tensor, Tensors } from '../tensor.ts';
import type { OrtModule } from './ort-module.ts';
import type { Serial } from './serial.ts';

/** The device or the instance of onnxruntime is gone. */
export const lostError = (message: string): SottoError =>
  new SottoError('runtime/lost', { origin: 'model' }, message);

/** onnxruntime's code for inputs that it refuses, `INVALID_ARGUMENT`; its others are faults of its own. */
const REFUSED = /ERROR_CODE: 2\b/;

/** A trap leaves the instance broken, a fault may; anything else is refused for its inputs, some of it in JavaScript. */
const isFault = (error: unknown): boolean =>
  error instanceof WebAssembly.RuntimeError ||
  (String(error).includes('ERROR_CODE') && !REFUSED.test(String(error)));

/** A model in onnxruntime-web. */
export class OrtSession implements Session {
  readonly #ort: OrtModule;
  readonly #serial: Serial;
  #session: InferenceSession | undefined;

  /** @param serial of everything that the instance of onnxruntime-web is asked to do */
  constructor(ort: OrtModule, session: InferenceSession, serial: Serial) {
    this.#ort = ort;
    this.#session = session;
    this.#serial = serial;
  }

  run(inputs: Tensors): Promise<Tensors> {
    return this.#serial.run(() => this.#run(inputs));
  }

  get released(): boolean {
    return this.#session === undefined;
  }

  async release(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    await this.#serial.run(async () => session?.release());
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
      throw isFault(error)
        ? lostError(String(error))
        : new SottoError('model/shape', { origin: 'model', cause: error }, String(error));
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
