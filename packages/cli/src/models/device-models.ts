import type { ModelFiles } from '@sotto/catalog';
import { MODEL_KINDS, type ModelKind } from '@sotto/inference';
import { loadModel } from './load-model.ts';

/**
 * The models that a pack carries for devices to run, each with a self-test.
 *
 * @param vectors whether the pack has vectors, without which there are no sequences of them
 */
export async function deviceModels(vectors: boolean): Promise<Record<string, ModelFiles>> {
  const { intent, sequenceEncoder } = MODEL_KINDS;
  const kinds: ModelKind[] = vectors ? [intent, sequenceEncoder] : [intent];
  return Object.fromEntries(
    await Promise.all(kinds.map(async (kind) => [kind.id, await modelFiles(kind)] as const)),
  );
}

async function modelFiles(kind: ModelKind): Promise<ModelFiles> {
  const { manifest, files, firstGolden } = await loadModel(kind);
  return {
    version: manifest.version,
    model: files['model'] ?? new Uint8Array(),
    test: new TextEncoder().encode(firstGolden),
  };
}
