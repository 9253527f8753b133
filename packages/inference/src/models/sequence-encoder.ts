import { SottoError } from '@sotto/core';
import type { RunsModel } from '../runtime.ts';
import { outputOf } from './output-of.ts';

/** Products of a history that are told apart; older ones say nothing. */
const MOST_ITEMS = 20;

/**
 * Tells from the products of a history where it leads: a vector in the space of theirs, which `sotto pack`
 * made with {@link SequenceItemsModel}. It knows no ids, so it works on a shop that it never saw.
 */
export class SequenceEncoderModel {
  readonly #model: RunsModel;

  constructor(model: RunsModel) {
    this.#model = model;
  }

  /**
   * A vector of length 1; `undefined` for an empty history.
   *
   * @param items vectors of the products, oldest first, all of one length; the newest 20 count
   * @throws model/shape where vectors are not of the model's length; other model/* where it can't be run
   */
  async encode(items: readonly Float32Array[]): Promise<Float32Array | undefined> {
    const newest = items.slice(-MOST_ITEMS);
    const [first] = newest;
    if (first === undefined) return undefined;
    const { length } = newest;
    if (newest.some((item) => item.length !== first.length))
      throw new SottoError('model/shape', { origin: 'model' }, 'vectors are not of one length');
    const data = new Float32Array(length * first.length);
    newest.forEach((item, at) => data.set(item, at * first.length));
    const outputs = await this.#model.run({
      vectors: { shape: [length, first.length], data },
      ages: { shape: [length], data: Int32Array.from({ length }, (_, at) => length - 1 - at) },
    });
    return outputOf(outputs, 'query', first.length);
  }
}
