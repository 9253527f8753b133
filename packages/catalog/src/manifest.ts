import { CHANNEL_NAMES, SottoError, type ChannelWeights } from '@sotto/core';
import {
  FILE_NAMES,
  FIRST_LIST_FILES,
  MAX_FILE_BYTES,
  MAX_MANIFEST_BYTES,
  MAX_MODELS,
  MAX_PRODUCTS,
  MAX_SHEETS,
  PACK_VERSION,
  type FileName,
} from './format.ts';

/** One file of the pack. */
export interface FileEntry {
  /** Name within the pack's folder; contains the start of the hash. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** How products get their pictures. */
export type PackImages =
  | { readonly mode: 'none' }
  /** The shop's own image URLs: its server sees which products were shown. The owner's choice. */
  | { readonly mode: 'direct' }
  /** Thumbnails in sheets that every shopper fetches whole and in this order. */
  | {
      readonly mode: 'sheets';
      /** Width and height of a thumbnail in pixels. */
      readonly cell: number;
      /** Thumbnails in a row of a sheet, and rows of a sheet. */
      readonly columns: number;
      readonly rows: number;
      readonly sheets: readonly FileEntry[];
    };

/** A model that the pack carries, for the device to run. */
export interface PackModel {
  /** Semantic version; its first number changes with inputs or outputs. */
  readonly version: string;
  /** `model.onnx`. */
  readonly model: FileEntry;
  /** Inputs with the outputs that they must give, in the form of a `golden.json`. */
  readonly test: FileEntry;
}

/** What the pack is; the only file of it that changes in place. */
export interface PackManifest {
  readonly format: 'sotto-pack';
  readonly version: number;
  /** Hash of everything but {@link builtAt}: 16 hexadecimal digits. */
  readonly id: string;
  /** ISO 8601. */
  readonly builtAt: string;
  /** BCP 47 language of the texts. */
  readonly locale: string;
  /** ISO 4217 code and digits of its minor unit. */
  readonly currency: { readonly code: string; readonly digits: number };
  readonly counts: {
    readonly products: number;
    readonly categories: number;
    readonly brands: number;
  };
  readonly images: PackImages;
  readonly weights: ChannelWeights;
  /** The owner's rules, one a line. */
  readonly rules: readonly string[];
  readonly files: Readonly<Partial<Record<FileName, FileEntry>>>;
  /** Models by their ids; absent where the pack has none. */
  readonly models?: Readonly<Record<string, PackModel>>;
  /** How the pack came about: counts of the quality stage, fit of the weights. Shown, never used. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/**
 * Reads a manifest of unknown origin.
 *
 * @throws pack/too-large, pack/manifest, pack/version
 */
export function parseManifest(bytes: Uint8Array): PackManifest {
  if (bytes.length > MAX_MANIFEST_BYTES) throw new SottoError('pack/too-large', { origin: 'pack' });
  const value = parseJson(bytes);
  if (!isRecord(value) || value['format'] !== 'sotto-pack') throw invalid('format');
  if (value['version'] !== PACK_VERSION) {
    throw new SottoError(
      'pack/version',
      { origin: 'pack' },
      `The site pack has format version ${versionText(value['version'])}; this release reads ${PACK_VERSION}.`,
    );
  }
  return {
    format: 'sotto-pack',
    version: PACK_VERSION,
    id: text(value, 'id', /^[0-9a-f]{16}$/),
    builtAt: text(value, 'builtAt', /^\d{4}-\d\d-\d\dT[\d:.]{5,12}Z$/),
    locale: text(value, 'locale', /^[A-Za-z0-9-]{2,35}$/),
    currency: currency(record(value, 'currency')),
    counts: counts(record(value, 'counts')),
    images: images(record(value, 'images')),
    weights: weights(record(value, 'weights')),
    rules: rules(value['rules']),
    files: files(record(value, 'files')),
    ...(value['models'] === undefined ? {} : { models: models(value['models']) }),
    provenance: record(value, 'provenance'),
  };
}

/** What stands in place of a version may be anything, an object without a text form too. */
const versionText = (version: unknown): string =>
  typeof version === 'number' ? String(version) : 'unknown';

type Json = Readonly<Record<string, unknown>>;

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new SottoError(
      'pack/manifest',
      { origin: 'pack', cause: error },
      'manifest.json is not JSON',
    );
  }
}

const invalid = (field: string): SottoError =>
  new SottoError(
    'pack/manifest',
    { origin: 'pack' },
    `manifest.json: "${field}" is missing or invalid`,
  );

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function record(from: Json, field: string): Json {
  const value = from[field];
  if (!isRecord(value)) throw invalid(field);
  return value;
}

function text(from: Json, field: string, pattern: RegExp): string {
  const value = from[field];
  if (typeof value !== 'string' || !pattern.test(value)) throw invalid(field);
  return value;
}

function whole(from: Json, field: string, max: number, min = 0): number {
  const value = from[field];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
    throw invalid(field);
  return value;
}

const currency = (from: Json): PackManifest['currency'] => ({
  code: text(from, 'code', /^[A-Z]{3}$/),
  digits: whole(from, 'digits', 4),
});

const counts = (from: Json): PackManifest['counts'] => ({
  products: whole(from, 'products', MAX_PRODUCTS),
  categories: whole(from, 'categories', MAX_PRODUCTS),
  brands: whole(from, 'brands', MAX_PRODUCTS),
});

function images(from: Json): PackImages {
  const { mode } = from;
  if (mode === 'none' || mode === 'direct') return { mode };
  if (mode !== 'sheets') throw invalid('images.mode');
  const { sheets } = from;
  if (!Array.isArray(sheets) || sheets.length > MAX_SHEETS) throw invalid('images.sheets');
  return {
    mode,
    cell: whole(from, 'cell', 512, 8),
    columns: whole(from, 'columns', 100, 1),
    rows: whole(from, 'rows', 100, 1),
    sheets: sheets.map((each: unknown) => fileEntry(each, 'images.sheets')),
  };
}

function weights(from: Json): ChannelWeights {
  const entries = CHANNEL_NAMES.map((name) => {
    // A pack of an earlier release has no weight for a channel that came later.
    const value = from[name] ?? 0;
    if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(`weights.${name}`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as ChannelWeights;
}

function rules(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > 1000) throw invalid('rules');
  return value.map((each: unknown) => {
    if (typeof each !== 'string' || each.length > 1000) throw invalid('rules');
    return each;
  });
}

function files(from: Json): PackManifest['files'] {
  const entries = FILE_NAMES.filter((name) => Object.hasOwn(from, name)).map(
    (name) => [name, fileEntry(from[name], `files.${name}`)] as const,
  );
  const found = Object.fromEntries(entries);
  for (const name of FIRST_LIST_FILES)
    if (found[name] === undefined) throw invalid(`files.${name}`);
  return found;
}

function models(value: unknown): Readonly<Record<string, PackModel>> {
  if (!isRecord(value) || Object.keys(value).length > MAX_MODELS) throw invalid('models');
  return Object.fromEntries(
    Object.entries(value).map(([id, model]) => {
      if (!isRecord(model) || !/^[a-z][a-z0-9-]{0,40}$/.test(id)) throw invalid('models');
      return [
        id,
        {
          version: text(model, 'version', /^\d{1,5}\.\d{1,5}\.\d{1,5}$/),
          model: fileEntry(model['model'], `models.${id}.model`),
          test: fileEntry(model['test'], `models.${id}.test`),
        },
      ];
    }),
  );
}

function fileEntry(value: unknown, field: string): FileEntry {
  if (!isRecord(value)) throw invalid(field);
  return {
    // One step, no dots in front: no path leads out of the pack's folder.
    path: text(value, 'path', /^[a-z0-9][a-z0-9-]{0,60}\.[0-9a-f]{8,64}\.[a-z0-9]{2,5}$/),
    bytes: whole(value, 'bytes', MAX_FILE_BYTES),
    sha256: text(value, 'sha256', /^[0-9a-f]{64}$/),
  };
}
