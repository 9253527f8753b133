import { SottoError } from '@sotto/core';
import type { ModelKind } from './model-kind.ts';

/** A file of a model. */
export interface ModelFile {
  /** Name within the model's folder. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** What a model is: as much of its `manifest.json` as running it takes. */
export interface ModelManifest {
  readonly id: string;
  /** Semantic version; its first number changes with inputs or outputs. */
  readonly version: string;
  /** Files by role: `model`, and `vocabulary` where the model has one. */
  readonly files: Readonly<Record<string, ModelFile>>;
  /** What the model's class must know, such as dimensions. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Version of the manifest's form that this release knows. */
const FORMAT_VERSION = 1;

/**
 * Reads the `manifest.json` of a model.
 *
 * @param kind what is wanted
 * @throws model/manifest, model/version, model/too-large
 */
export function parseModelManifest(
  text: string,
  { id, major, maxBytes }: ModelKind,
): ModelManifest {
  const value = parseJson(text);
  if (value['format'] !== 'sotto-model' || value['id'] !== id) throw invalid(`is not of "${id}"`);
  const { version } = value;
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+$/.test(version)) throw invalid('version');
  if (value['formatVersion'] !== FORMAT_VERSION || Number.parseInt(version, 10) !== major) {
    throw new SottoError(
      'model/version',
      { origin: 'model' },
      `The model ${id} is of version ${version}; this release uses ${major}.`,
    );
  }
  const files = Object.fromEntries(
    Object.entries(record(value, 'files')).map(([role, file]) => [role, modelFile(role, file)]),
  );
  if (files['model'] === undefined) throw invalid('files.model');
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > maxBytes) {
    throw new SottoError(
      'model/too-large',
      { origin: 'model' },
      `The model ${id} has ${bytes} bytes; at most ${maxBytes} are taken.`,
    );
  }
  return { id, version, files, settings: record(value, 'settings') };
}

type Json = Readonly<Record<string, unknown>>;

const invalid = (what: string, cause?: unknown): SottoError =>
  new SottoError('model/manifest', { origin: 'model', cause }, `manifest.json: ${what}`);

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseJson(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid('not JSON', error);
  }
  if (!isRecord(value)) throw invalid('not an object');
  return value;
}

function record(from: Json, field: string): Json {
  const value = from[field];
  if (!isRecord(value)) throw invalid(field);
  return value;
}

function modelFile(role: string, value: unknown): ModelFile {
  if (!isRecord(value)) throw invalid(`files.${role}`);
  const { path, bytes, sha256 } = value;
  const isName = typeof path === 'string' && /^[a-z0-9][a-z0-9._-]{0,99}$/.test(path);
  const isHash = typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
  if (!isName || !isHash || typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0)
    throw invalid(`files.${role}`);
  return { path, bytes, sha256 };
}
