import type { RunsModel } from '../runtime.ts';
import { SubwordTokenizer } from '../tokenizers/subword-tokenizer.ts';
import { outputOf } from './output-of.ts';

/**
 * Makes a vector of length 1 of the text of a product or a query, English or Chinese; texts of like meaning
 * have a cosine near 1. The model is a table of subwords whose rows are added up.
 */
export class TextEncoderModel {
  readonly #model: RunsModel;
  readonly #tokenizer: SubwordTokenizer;

  /** @param vocabulary the model's `vocabulary.txt` */
  constructor(model: RunsModel, vocabulary: string) {
    this.#model = model;
    this.#tokenizer = new SubwordTokenizer(vocabulary);
  }

  /**
   * The vector of a text; all zeros for a text without letters and digits.
   *
   * @throws model/shape where the model is another one
   * @throws model/* where it can't be run
   */
  async encode(text: string): Promise<Float32Array> {
    const rows = this.#tokenizer.encode(text);
    // The model has no answer for nothing; a row that cancels out has none either.
    const ids = rows.length === 0 ? Int32Array.of(0) : rows;
    const outputs = await this.#model.run({ ids: { shape: [ids.length], data: ids } });
    const vector = outputOf(outputs, 'vector');
    return rows.length === 0 ? vector.fill(0) : vector;
  }
}
