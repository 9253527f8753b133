import type { Intent } from '@sotto/core';
import type { RunsModel } from '../runtime.ts';
import { intentFeatures, type Visit } from './intent-features.ts';

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
   * @throws model/* where the model can't be run
   */
  async predict(visit: Visit): Promise<Intent | undefined> {
    const data = intentFeatures(visit);
    if (data === undefined) return undefined;
    const { purchase, leave, stage } = await this.#model.run({
      features: { shape: [1, data.length], data },
    });
    const [looking = 0, comparing = 0, deciding = 0] = stage?.data ?? [];
    return {
      purchase: purchase?.data[0] ?? 0,
      leave: leave?.data[0] ?? 0,
      stage: { looking, comparing, deciding },
    };
  }
}
