import { VectorsBuilder } from '@sotto/catalog';
import { MODEL_KINDS, PlainRuntime, TextEncoderModel } from '@sotto/inference';
import type { Staging } from '../feeds/staging.ts';
import type { Report } from '../terminal/progress.ts';
import { loadModel } from './load-model.ts';

/** Vectors of how many products tell what all products of a shop have in common. */
const SAMPLE = 5_000;

/** Seven values a number: on validation items lists are as good as with fifteen, in three quarters of the bytes. */
const LARGEST_CODE = 3;

/** The vectors of all products, and the encoder that made them. */
export interface Embedded {
  readonly vectors: VectorsBuilder;
  /** Id and version. */
  readonly encoder: string;
}

/**
 * Vectors of the names of the products, in the order of their numbers, less what all of them have in
 * common: in a shop for lamps, that something is a lamp tells nothing.
 */
export async function embedProducts(
  staging: Staging,
  total: number,
  report: Report,
): Promise<Embedded> {
  const { manifest, files } = await loadModel(MODEL_KINDS.textEncoder);
  const session = await new PlainRuntime().open(files['model'] ?? new Uint8Array());
  const encoder = new TextEncoderModel(session, new TextDecoder().decode(files['vocabulary']));
  const dimensions = Number(manifest.settings['dimensions']);
  const common = await commonVector(staging, encoder, total, dimensions);
  const vectors = new VectorsBuilder(dimensions, LARGEST_CODE);
  for await (const rows of staging.stream('SELECT title FROM kept ORDER BY item')) {
    for (const [title] of rows) {
      const vector = await encoder.encode(String(title));
      const said = vector.some((value) => value !== 0);
      vectors.add(said ? vector.map((value, at) => value - (common[at] ?? 0)) : vector);
    }
    report(vectors.size, total, 'products');
  }
  return { vectors, encoder: `${manifest.id} ${manifest.version}` };
}

async function commonVector(
  staging: Staging,
  encoder: TextEncoderModel,
  total: number,
  dimensions: number,
): Promise<Float32Array> {
  const every = Math.max(1, Math.floor(total / SAMPLE));
  const sum = new Float32Array(dimensions);
  let taken = 0;
  for await (const rows of staging.stream(
    `SELECT title FROM kept WHERE item % ${every} = 0 ORDER BY item`,
  )) {
    for (const [title] of rows) {
      const vector = await encoder.encode(String(title));
      for (let at = 0; at < dimensions; at++) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0);
      taken++;
    }
  }
  return sum.map((value) => value / Math.max(1, taken));
}
