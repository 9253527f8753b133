import { SottoError } from '@sotto/core';
import type { ModelManifest } from '../model-manifest.ts';
import type { RunsModel } from '../runtime.ts';
import type { Tensors } from '../tensor.ts';
import { outputOf } from './output-of.ts';
import { productImagePixels, type Picture } from './product-image-pixels.ts';

/** A class that a picture may belong to. */
export interface PictureClass {
  /** Its name, as in the manifest's settings. */
  readonly name: string;
  /** Chance that the picture belongs to it, 0 to 1; those of one question sum to 1. */
  readonly probability: number;
}

/** What a picture of a product shows. Classes are in order, the likeliest first. */
export interface ProductImage {
  /** Which of ten kinds of clothes, for photographs that shoppers take. */
  readonly clothing: readonly PictureClass[];
  /** Sub-category, for a shop's own photographs. */
  readonly category: readonly PictureClass[];
  /** Article type, for a shop's own photographs. */
  readonly article: readonly PictureClass[];
  /** Unit vector: the dot product of two is near 1 for look-alikes. Compare only those of one version. */
  readonly vector: Float32Array;
}

/** Side of the square that pictures are stretched to, in pixels. */
const SIDE = 128;

type Question = Exclude<keyof ProductImage, 'vector'>;

/**
 * Tells what a picture of a product shows, and gives the vector that finds its look-alikes. See
 * `models/product-image/README.md`.
 */
export class ProductImageModel {
  readonly #model: RunsModel;
  readonly #names: Readonly<Record<Question, readonly string[]>>;

  /**
   * @param settings those of the model's manifest: the names of the classes of each question
   * @throws model/manifest where they are not those of this kind of model
   */
  constructor(model: RunsModel, settings: ModelManifest['settings']) {
    this.#model = model;
    this.#names = {
      clothing: namesOf(settings, 'clothing'),
      category: namesOf(settings, 'category'),
      article: namesOf(settings, 'article'),
    };
  }

  /**
   * What a picture shows. It is stretched to 128 × 128 pixels, over white where it is transparent.
   *
   * @throws model/shape where the picture's numbers don't fit its sides, or the model is another one
   * @throws model/* where the model can't be run
   */
  async run(picture: Picture): Promise<ProductImage> {
    const data = productImagePixels(picture, SIDE, SIDE);
    const outputs = await this.#model.run({ pixels: { shape: [1, 3, SIDE, SIDE], data } });
    return {
      clothing: this.#classes(outputs, 'clothing'),
      category: this.#classes(outputs, 'category'),
      article: this.#classes(outputs, 'article'),
      vector: outputOf(outputs, 'vector'),
    };
  }

  #classes(outputs: Tensors, question: Question): PictureClass[] {
    const names = this.#names[question];
    const chances = outputOf(outputs, question, names.length);
    return names
      .map((name, at) => ({ name, probability: chances[at] ?? 0 }))
      .toSorted((a, b) => b.probability - a.probability);
  }
}

function namesOf(settings: ModelManifest['settings'], question: Question): readonly string[] {
  const names = settings[question];
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string'))
    return names;
  throw new SottoError(
    'model/manifest',
    { origin: 'model' },
    `manifest.json: settings.${question}`,
  );
}
