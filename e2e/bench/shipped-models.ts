import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { MODEL_KINDS, ORT_FILES } from '@sotto/inference';

const at = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

export const modelsDir = at('models');
/** The files of onnxruntime-web that shops serve. */
export const ortDir = at('packages/cli/browser/ort');

/** A model that shops get. */
export interface ShippedModel {
  readonly id: string;
  /** Its files, brotli. */
  readonly kilobytes: number;
  readonly limitKb: number;
}

/** Every kind of model of this release. */
export function shippedModels(): ShippedModel[] {
  return Object.values(MODEL_KINDS).map(({ id, maxBytes }) => ({
    id,
    kilobytes: filesOf(id).reduce((sum, file) => sum + brotliKilobytes(file), 0),
    limitKb: maxBytes / 1000,
  }));
}

/** What a device needs to run a model: the model itself, and a vocabulary where there is one. */
const filesOf = (id: string): string[] =>
  ['model.onnx', 'vocabulary.txt']
    .map((name) => path.join(modelsDir, id, name))
    .filter((file) => existsSync(file));

/** Beyond this many bytes, files are compressed a little less hard, as the runtimes' are. */
const HARDEST_UP_TO = 4_194_304;

/** Kilobytes of a file over the wire. */
export function brotliKilobytes(file: string): number {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.length <= HARDEST_UP_TO ? 11 : 9,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length / 1000;
}

const compressedKilobytes = (file: string): number => statSync(`${file}.br`).size / 1000;

/** Kilobytes of our code that runs models, plain TypeScript with it. */
export const modelsCodeKb = (): number =>
  compressedKilobytes(at('packages/cli/browser/sotto.models.js'));

/** Kilobytes of the files of onnxruntime-web that a runtime needs. */
export const ortKb = (runtime: keyof typeof ORT_FILES): number =>
  ORT_FILES[runtime].reduce((sum, file) => sum + compressedKilobytes(path.join(ortDir, file)), 0);
