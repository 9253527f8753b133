import type { ModelFiles } from '@sotto/catalog';
import { loadModel, type ModelKind } from './load-model.ts';

/** Tells from a running visit where it leads. */
const INTENT: ModelKind = { id: 'intent', major: 1, maxBytes: 131_072 };

/** Tells from vectors of products where a history leads. */
export const SEQUENCE_ENCODER: ModelKind = {
  id: 'sequence-encoder',
  major: 2,
  maxBytes: 2_097_152,
};

/**
 * The models that a pack carries for devices to run, each with a self-test.
 *
 * @param vectors whether the pack has vectors, without which there are no sequences of them
 */
export async function deviceModels(vectors: boolean): Promise<Record<string, ModelFiles>> {
  const kinds = vectors ? [INTENT, SEQUENCE_ENCODER] : [INTENT];
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
