import { SottoError } from '@sotto/core';
import type { ModelManifest } from '../model-manifest.ts';
import type { RunsModel } from '../runtime.ts';
import type { Tensor, Tensors } from '../tensor.ts';
import { hashNgram, ngrams } from '../tokenizers/hashed-ngrams.ts';
import { outputOf } from './output-of.ts';

const ASPECTS = [
  'price',
  'quality',
  'looks',
  'performance',
  'fit',
  'service',
  'use',
  'features',
  'taste',
  'content',
  'overall',
] as const;

/**
 * What a review can speak of. `fit` is size and weight, `service` delivery and support too, `use` comfort and ease,
 * `taste` taste and smell, `content` what a book or film is about, `overall` the thing as a whole.
 */
export type ShopAspect = (typeof ASPECTS)[number];

/** An aspect that a text speaks of. */
export interface SpokenAspect {
  readonly aspect: ShopAspect;
  /** Chance that the text speaks of it, 0 to 1. */
  readonly probability: number;
  /** Chance that it praises it, 0 (blames) to 1 (praises). */
  readonly polarity: number;
}

/** What a review, or a sentence of one, says. */
export interface Sentiment {
  /** Chance that it praises, 0 to 1. */
  readonly polarity: number;
  /** How strongly: the stars that it would give, 1 to 5, not rounded. */
  readonly stars: number;
  /** What it speaks of, the surest first; often nothing. */
  readonly aspects: readonly SpokenAspect[];
}

/** Bounds the memory of a run, about 2 kB a character in Chinese; the longest reviews of shops are shorter. */
const MOST_CHARACTERS = 20_000;

/** Bits of an n-gram's hash, see `models/sentiment/README.md`. */
const COLUMN_BITS = 5;
const COLUMNS = 0x1f;
const ROWS = 0x7fff;
const IDS = 0xffff;

/**
 * Tells whether a review, English or Chinese, praises, how strongly, and what it speaks of. Aspects are best asked
 * of single sentences. One that the kind of product can't have, such as the content of a kettle, is often told all
 * the same: training asked of each kind for its own aspects alone, so pass the others over. See
 * `models/sentiment/README.md`.
 */
export class SentimentModel {
  readonly #model: RunsModel;
  readonly #aspects: readonly ShopAspect[];
  readonly #tellFrom: readonly number[];

  /**
   * @param settings those of the model's manifest: its `aspects`, and the chances that they are told from
   * @throws model/manifest where they are not those of this kind of model
   */
  constructor(model: RunsModel, { aspects, tellFrom }: ModelManifest['settings']) {
    if (!isListOf(aspects, isAspect) || !isListOf(tellFrom, isChance)) throw badSettings();
    if (aspects.length !== tellFrom.length) throw badSettings();
    this.#model = model;
    this.#aspects = aspects;
    this.#tellFrom = tellFrom;
  }

  /**
   * What a text says; `undefined` for one without letters, digits and the marks `!?.,;:。、~()`.
   *
   * @param text at most 20,000 UTF-16 code units
   * @throws model/shape where the text is longer, or the model is another one
   * @throws model/* where the model can't be run
   */
  async run(text: string): Promise<Sentiment | undefined> {
    if (text.length > MOST_CHARACTERS) {
      throw new SottoError(
        'model/shape',
        { origin: 'model' },
        `a text has at most ${MOST_CHARACTERS} characters, not ${text.length}`,
      );
    }
    const found = ngrams(text);
    if (found.size === 0) return undefined;
    const outputs = await this.#model.run(inputs(Uint32Array.from(found, hashNgram)));
    const [polarity = 0] = outputOf(outputs, 'polarity', 1);
    const [stars = 0] = outputOf(outputs, 'stars', 1);
    return { polarity, stars, aspects: this.#spoken(outputs) };
  }

  #spoken(outputs: Tensors): SpokenAspect[] {
    const chances = outputOf(outputs, 'aspects', this.#aspects.length);
    const praise = outputOf(outputs, 'praise', this.#aspects.length);
    return this.#aspects
      .map((aspect, at) => ({
        aspect,
        probability: chances[at] ?? 0,
        polarity: praise[at] ?? 0,
      }))
      .filter(({ probability }, at) => probability >= (this.#tellFrom[at] ?? 1))
      .toSorted((a, b) => b.probability - a.probability);
  }
}

/** Where the weight (row and column) and the vector (id) of each n-gram stand. */
function inputs(hashes: Uint32Array): Tensors {
  const part = (of: (hash: number) => number): Tensor => ({
    shape: [hashes.length],
    data: Int32Array.from(hashes, of),
  });
  return {
    rows: part((hash) => (hash >>> COLUMN_BITS) & ROWS),
    columns: part((hash) => hash & COLUMNS),
    ids: part((hash) => hash & IDS),
  };
}

const badSettings = (): SottoError =>
  new SottoError(
    'model/manifest',
    { origin: 'model' },
    'manifest.json: settings.aspects, settings.tellFrom',
  );

const isAspect = (value: unknown): value is ShopAspect =>
  ASPECTS.some((aspect) => aspect === value);

const isChance = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;

function isListOf<T>(value: unknown, is: (each: unknown) => each is T): value is T[] {
  return Array.isArray(value) && value.length > 0 && value.every(is);
}
