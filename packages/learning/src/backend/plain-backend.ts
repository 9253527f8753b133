import { SottoError } from '@sotto/core';
import { adapterGradient } from '../adapter/adapter-gradient.ts';
import type { TrainingBackend, TrainingSession } from './training-backend.ts';

/** The gradient by hand, in TypeScript. Works everywhere, needs nothing and is never lost. */
export const plainBackend: TrainingBackend = {
  name: 'plain',
  async open() {
    return new PlainSession();
  },
};

class PlainSession implements TrainingSession {
  #released = false;

  async gradient(...[examples, numbers]: Parameters<TrainingSession['gradient']>) {
    if (this.#released) throw new SottoError('runtime/lost', { origin: 'model' });
    return adapterGradient(examples, numbers);
  }

  memory() {
    return { tensors: 0, bytes: 0 };
  }

  async release() {
    this.#released = true;
  }
}
