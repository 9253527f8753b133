import type { RuntimeName } from '@sotto/core';
import {
  ORT_FILES,
  ortFrom,
  OrtRuntime,
  PlainRuntime,
  type OrtModule,
  type Runtime,
  type Tensors,
} from '@sotto/inference';

/** A model on a runtime; `alone` where onnxruntime-web runs it without us. */
export interface Variant {
  readonly runtime: RuntimeName;
  readonly alone: boolean;
}

/** Runs the model once, with one of the inputs that it was opened with. */
export type RunOnce = (input: number) => Promise<unknown>;

const urlOf = (file: string): string => `${location.origin}/ort/${file}`;

/** Opens a model. */
export async function openModel(
  { runtime, alone }: Variant,
  model: Uint8Array<ArrayBuffer>,
  inputs: readonly Tensors[],
): Promise<RunOnce> {
  if (runtime !== 'plain' && alone) return openAlone(runtime, model, inputs);
  const session = await runtimeOf(runtime).open(model);
  return (input) => session.run(inputs[input] ?? {});
}

/** A runtime of ours, with the files of the site. */
export const runtimeOf = (name: RuntimeName): Runtime =>
  name === 'plain' ? new PlainRuntime() : new OrtRuntime({ name, load: ortFrom(urlOf, name) });

/** The least that a page without us does; inputs are made once, before any run. */
async function openAlone(
  name: keyof typeof ORT_FILES,
  model: Uint8Array<ArrayBuffer>,
  inputs: readonly Tensors[],
): Promise<RunOnce> {
  const [main, mjs, wasm] = ORT_FILES[name];
  const ort = (await import(/* @vite-ignore */ urlOf(main))) as OrtModule;
  ort.env.wasm.wasmPaths = { mjs: urlOf(mjs), wasm: urlOf(wasm) };
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(model, { executionProviders: [name] });
  const feeds = inputs.map((each) => feedsOf(ort, each));
  return (input) => session.run(feeds[input] ?? {});
}

type Feeds = Record<string, InstanceType<OrtModule['Tensor']>>;

function feedsOf({ Tensor }: OrtModule, inputs: Tensors): Feeds {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [
      name,
      data instanceof Float32Array
        ? new Tensor('float32', data, shape)
        : new Tensor('int64', BigInt64Array.from(data, BigInt), shape),
    ]),
  );
}
