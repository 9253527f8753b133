import type { Intent } from '@sotto/core';
import type { RunsModel } from '../runtime.ts';
import { intentFeatures, type Visit } from './intent-features.ts';
import { outputOf } from './output-of.ts';

/**
 * Tells from a running visit where it leads. It has a say from the first step on: a change of the basket, its
 * page, the checkout; see `models/intent/README.md`.
 */
export class IntentModel {
  readonly #model: RunsModel;

  constructor(model: RunsModel) {
    this.#model = model;
  }

  /**
   * `undefined` before the first step of the visit.
   *
   * @throws model/shape where the model is another one
   * @throws model/* where it can't be run
   */
  async predict(visit: Visit): Promise<Intent | undefined> {
    const data = intentFeatures(visit);
    if (data === undefined) return undefined;
    const outputs = await this.#model.run({ features: { shape: [1, data.length], data } });
    const [purchase = 0] = outputOf(outputs, 'purchase', 1);
    const [leave = 0] = outputOf(outputs, 'leave', 1);
    const [looking = 0, comparing = 0, deciding = 0] = outputOf(outputs, 'stage', 3);
    return { purchase, leave, stage: { looking, comparing, deciding } };
  }
}
