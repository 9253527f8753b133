import { VectorsBuilder } from '@sotto/catalog';
import { MODEL_KINDS, PlainRuntime, SequenceItemsModel } from '@sotto/inference';
import type { Report } from '../terminal/progress.ts';
import { loadModel } from './load-model.ts';
import { SequenceFeatures, type SequenceSources } from './sequence-features.ts';

/** Products of one run of the model. */
const BATCH = 1_000;

/** Says of every product where it stands among what follows on what. In the order of the sources. */
export async function sequenceVectors(
  sources: SequenceSources,
  report: Report,
): Promise<VectorsBuilder> {
  const { manifest, files } = await loadModel(MODEL_KINDS.sequenceEncoder);
  const dimensions = Number(manifest.settings['dimensions']);
  const session = await new PlainRuntime().open(files['items'] ?? new Uint8Array());
  const model = new SequenceItemsModel(session, dimensions);
  const features = new SequenceFeatures(sources);
  const vectors = new VectorsBuilder(dimensions);
  const size = sources.text.scale.length;
  for (let start = 0; start < size; start += BATCH) {
    const all = await model.encode(features.rows(start, Math.min(size, start + BATCH)));
    for (let at = 0; at < all.length; at += dimensions)
      vectors.add(all.subarray(at, at + dimensions));
    report(vectors.size, size, 'products');
  }
  return vectors;
}
