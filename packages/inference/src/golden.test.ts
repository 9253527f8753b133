import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { verifyFile } from '@sotto/catalog';
import { expect, test } from 'vitest';
import { describeGolden, type ReadModelFile } from './golden.contract.ts';
import { MODEL_KINDS } from './model-kind.ts';
import { parseModelManifest } from './model-manifest.ts';
import { OrtRuntime } from './ort/ort-runtime.ts';
import { PlainRuntime } from './plain/plain-runtime.ts';

const folder = path.dirname(
  path.dirname(createRequire(import.meta.url).resolve('@sotto/models/text-encoder/manifest.json')),
);
const read: ReadModelFile = async (file) => new Uint8Array(readFileSync(path.join(folder, file)));
const text = (file: string): string => readFileSync(path.join(folder, file), 'utf8');

const kinds = Object.values(MODEL_KINDS);
const ids = readdirSync(folder).filter((id) => existsSync(path.join(folder, id, 'manifest.json')));

describeGolden(
  ids,
  [
    new PlainRuntime(),
    new OrtRuntime({ name: 'wasm', load: () => import('onnxruntime-web/wasm') }),
  ],
  read,
);

test('every model is of a kind that this release knows', () => {
  expect(ids.toSorted()).toEqual(kinds.map(({ id }) => id).toSorted());
});

test.each(kinds)('$id has the files that its manifest names, within its budget', async (kind) => {
  const manifest = parseModelManifest(text(`${kind.id}/manifest.json`), kind);
  for (const file of Object.values(manifest.files))
    await verifyFile(file, await read(`${kind.id}/${file.path}`));
});
