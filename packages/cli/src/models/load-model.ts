import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { verifyFile } from '@sotto/catalog';
import { parseModelManifest, type ModelKind, type ModelManifest } from '@sotto/inference';

/** A model of this release with its files. */
export interface LoadedModel {
  readonly manifest: ModelManifest;
  /** Files by role, verified. */
  readonly files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>;
  /** The first case of its `golden.json`, in the same form. */
  readonly firstGolden: string;
}

const require = createRequire(import.meta.url);

/**
 * Reads a model that comes with this release.
 *
 * @throws model/manifest, model/version, model/too-large; pack/* where a file is not the manifest's
 */
export async function loadModel(kind: ModelKind): Promise<LoadedModel> {
  const folder = path.dirname(require.resolve(`@sotto/models/${kind.id}/manifest.json`));
  const manifest = parseModelManifest(
    await readFile(path.join(folder, 'manifest.json'), 'utf8'),
    kind,
  );
  const files: Record<string, Uint8Array<ArrayBuffer>> = {};
  for (const [role, file] of Object.entries(manifest.files)) {
    const bytes = new Uint8Array(await readFile(path.join(folder, file.path)));
    await verifyFile(file, bytes);
    files[role] = bytes;
  }
  const golden = JSON.parse(await readFile(path.join(folder, 'golden.json'), 'utf8')) as {
    readonly cases: readonly unknown[];
  };
  return { manifest, files, firstGolden: JSON.stringify({ cases: golden.cases.slice(0, 1) }) };
}
