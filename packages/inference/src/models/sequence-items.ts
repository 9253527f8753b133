import { SottoError } from '@sotto/core';
import type { RunsModel } from '../runtime.ts';
import { outputOf } from './output-of.ts';

/** What is known of products, row by row; `models/sequence-encoder/README.md` lists the columns. */
export interface SequenceItemFeatures {
  /** 384 numbers a product. */
  readonly features: Float32Array;
  /** 2 numbers a product. */
  readonly sales: Float32Array;
}

const FEATURES = 384;
const SALES = 2;

/** Makes the vectors of products that the sequence encoder reads: the half of it that runs when a shop is packed. */
export class SequenceItemsModel {
  readonly #model: RunsModel;
  readonly #dimensions: number;

  /** @param dimensions numbers of a vector, as the model's manifest says */
  constructor(model: RunsModel, dimensions: number) {
    this.#model = model;
    this.#dimensions = dimensions;
  }

  /**
   * The vectors of some products, one after the other, each of length 1.
   *
   * @throws model/shape where the features are not of whole products; other model/* where it can't be run
   */
  async encode({ features, sales }: SequenceItemFeatures): Promise<Float32Array> {
    const products = sales.length / SALES;
    if (features.length !== products * FEATURES)
      throw new SottoError(
        'model/shape',
        { origin: 'model' },
        'features are not of whole products',
      );
    const outputs = await this.#model.run({
      features: { shape: [products, FEATURES], data: features },
      sales: { shape: [products, SALES], data: sales },
    });
    return outputOf(outputs, 'vectors', products * this.#dimensions);
  }
}
